"""The shapes personal data has, in comparing form: half width, lower case, nothing unseen.

Each pattern's group `it` is what gets covered. The order is the order of looking: a card number
is taken before the phone-shaped run inside it.
"""

import re
from enum import StrEnum


class PersonalKind(StrEnum):
    """Kinds of personal data; the last four are found as well as can be, not surely."""

    PHONE = "phone"
    ID_CARD = "id_card"
    BANK_CARD = "bank"
    EMAIL = "email"
    CHAT_NAME = "chat"
    SPOKEN_PHONE = "phone_spoken"
    NAME = "name"
    ADDRESS = "addr"
    PLATE = "plate"

    @property
    def cover(self) -> str:
        """Return what stands in its place."""
        return _COVERS[self]


_COVERS = {
    PersonalKind.PHONE: "【电话已隐藏】",
    PersonalKind.ID_CARD: "【身份证号已隐藏】",
    PersonalKind.BANK_CARD: "【银行卡号已隐藏】",
    PersonalKind.EMAIL: "【邮箱已隐藏】",
    PersonalKind.CHAT_NAME: "【社交账号已隐藏】",
    PersonalKind.SPOKEN_PHONE: "【电话已隐藏】",
    PersonalKind.NAME: "【姓名已隐藏】",
    PersonalKind.ADDRESS: "【住址已隐藏】",
    PersonalKind.PLATE: "【车牌号已隐藏】",
}
Shape = tuple[PersonalKind, re.Pattern[str]]

BEFORE, AFTER = r"(?<![0-9])", r"(?![0-9])"
GAP = r"[ \-‐‑‒–—―−·._/]{0,3}"  # no comma: 13,900,000,000 is a sum of money
SMALL_GAP = r"[ \-·]?"
DIGIT = "[0-9o]"  # people write the letter for a zero, to get past filters
MOBILE = rf"1[ \-‐–—−·_]{{0,3}}[3-9](?:{GAP}{DIGIT}){{9}}"
COUNTRY = rf"(?:\(?\+?\(?86\)?|0086){GAP}"
BIRTHDAY = r"(?:1[89]|20){g}\d\d{g}(?:0[1-9]|1[0-2]){g}(?:0[1-9]|[12]\d|3[01])".replace(
    "{g}", SMALL_GAP
)
ID_18 = rf"\d{{6}}{SMALL_GAP}{BIRTHDAY}(?:{SMALL_GAP}\d){{3}}{SMALL_GAP}[0-9x]"
ID_15 = r"\d{6}[ ]?\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ ]?\d{3}"
ID_NAMED = r"身份证[^0-9]{0,8}(?P<it>\d(?:[ \-]?\d){13,16}(?:[ \-]?[0-9x])?)"
CARD_START = r"(?:62|60|4\d|5[1-5]|3[57])"
CARD = rf"{CARD_START}\d\d(?:[ \-]?\d{{4}}){{3}}(?:[ \-]?\d{{1,3}})?"
CARD_WORDS = "银行卡|储蓄卡|信用卡|社保卡|一卡通|账号|帐号|账户|卡号"
CARD_NAMED = rf"(?:{CARD_WORDS})[^0-9]{{0,6}}(?P<it>\d(?:[ \-]?\d){{14,20}}){AFTER}"
MAIL = r"(?P<it>[a-z0-9._%+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,20})"
CHAT_WORDS = "微信|薇信|威信|v信|wechat|weixin|qq|扣扣|抖音|快手|(?<![a-z])[vw]x|[加➕] ?v"
CHAT = (
    rf"(?:{CHAT_WORDS})(?:(?:号码|号|群|id)?[是为:=\s]{{0,3}}(?P<it>(?=[a-z_-]*[0-9_-])[a-z0-9_-]{{5,20}})"
    r"|(?:号码|号|id|[是为:=])[是为:=\s]{0,3}(?P<plain>[a-z]{5,20}))"
)
SURE: tuple[Shape, ...] = (
    (PersonalKind.EMAIL, re.compile(MAIL)),
    (PersonalKind.ID_CARD, re.compile(rf"{BEFORE}(?P<it>{ID_18}){AFTER}")),
    (PersonalKind.ID_CARD, re.compile(ID_NAMED)),
    (PersonalKind.ID_CARD, re.compile(rf"{BEFORE}(?P<it>{ID_15}){AFTER}")),
    (PersonalKind.BANK_CARD, re.compile(rf"{BEFORE}(?P<it>{CARD}){AFTER}")),
    (PersonalKind.BANK_CARD, re.compile(CARD_NAMED)),
    (PersonalKind.PHONE, re.compile(rf"{BEFORE}(?P<it>(?:{COUNTRY}|0)?{MOBILE}){AFTER}")),
    (PersonalKind.CHAT_NAME, re.compile(CHAT)),
)

SPOKEN = "[零0一二三四五六七八九幺两]"
SPOKEN_MOBILE = rf"[幺一][，,、 ]?[三四五六七八九](?:[，,、 ]?{SPOKEN}){{9}}"
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹章苏潘葛范彭鲁韦马苗方任袁柳史唐费薛"
    "雷贺倪汤罗毕郝安常于傅卞齐康伍余元顾孟黄穆萧尹姚邵汪祁毛狄贝明戴宋庞熊纪舒屈项祝董梁杜阮季贾路江颜郭梅盛"
    "林钟徐邱骆高夏蔡田胡霍虞万柯管卢莫房丁邓洪包左石崔龚程邢裴陆荣翁甄刘叶段侯宁甘武龙白赖乔谭申冉牛边尚温庄"
    "晏柴瞿阎慕习易向古廖辛简饶曾沙丰关查游岳帅"
)
NAME_WORDS = "姓名|名叫|我叫|联系人|户主|我父亲|我母亲|我爱人|我儿子|我女儿"
NAMED = rf"(?:{NAME_WORDS})[是为:]?(?P<it>[{SURNAMES}][一-龥]{{1,2}})(?=[,。;、(\s身电住的]|$)"
DOOR = (
    r"(?P<it>\d{1,4}号院(?:\d{1,3}号?楼)?(?:\d单元)?\d{0,4}|\d{1,3}排\d{1,3}号|(?<=单元)\d{3,4}室?)"
)
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
LIKELY: tuple[Shape, ...] = (
    (PersonalKind.SPOKEN_PHONE, re.compile(rf"(?<!{SPOKEN})(?P<it>{SPOKEN_MOBILE})(?!{SPOKEN})")),
    (PersonalKind.NAME, re.compile(NAMED)),
    (PersonalKind.NAME, re.compile(rf"的(?P<it>[{SURNAMES}]某[一-龥某]?)")),
    (PersonalKind.ADDRESS, re.compile(DOOR)),
    (
        PersonalKind.PLATE,
        re.compile(rf"(?P<it>[{PROVINCES}][a-z][·. ]?[a-z0-9]{{5,6}})(?![a-z0-9])"),
    ),
)
