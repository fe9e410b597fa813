"""How long 10,000 opinions take to be grouped on one core: `python -m tests.load.likeness`.

The opinions are made up by a seeded generator from the lists below: demands put in many ways,
petitions sent in copies with small edits, remarks of all kinds, a few long letters.
"""

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

from backend.kernel.text.likeness.groups import groups_of_like
from backend.kernel.text.likeness.saying import GroupKind, Saying

OPINIONS = 10_000
SEED = 20_261_121
WITHIN = 20.0  # seconds
IN_PETITIONS, ON_SUBJECTS = 0.3, 0.55  # the rest are remarks nobody else makes


def words(text: str) -> list[str]:
    return text.split()


PLACES = words("""
石门岭 柳湾 望湖 白杨店 丰禾 云溪 东岭 大堤 上坡 前街 马家庄 李家洼 后沟 南关
北桥 西河套 青石桥 杏花营 槐树底
沙窝 羊山 龙泉 清水湾 二道沟 老君堂 铁匠铺 桃园 梨树沟 黄土坡 三里屯 官道口 渡口
新集 古城 石佛寺 双塔 牛角峪 红旗渠
""")
SUBJECTS = words("""
末班车 早班车 候车亭 换乘站 公交卡 票价 站牌 校车 接驳车 残疾人座位 电子站牌
赶集专线
幸福食堂 送餐上门 助餐补贴 食谱 食品留样 后厨监控 适老化改造 日间照料 养老护理员
村医签约
充电棚 换电柜 充电服务费 电梯阻车 消防通道 飞线充电 电池回收 充电端口 物业巡查
楼道堆物
教学点 寄宿制 学区划分 课后服务 操场修缮 营养午餐 教师轮岗 特殊教育 晚自习接送
校门口拥堵
煤改气 取暖补贴 清洁煤 电取暖谷价 燃气表 供热管网 停车位 口袋公园 农贸市场 垃圾分类
污水管网 路灯
灌溉水渠 高标准农田 秸秆焚烧 农机补贴 村级道路 饮水工程 危房改造 宅基地审批 厕所改造
公墓建设
""")
AIMS = words("""
增加 取消 保留 延长 缩短 公开 提高 降低 改造 调整 新建 合并 恢复 规范 明确
扩大 减少 试点 暂缓 完善
""")
DETAILS = words("""
早高峰班次 夜间时段 周末安排 节假日服务 收费标准 申请流程 验收办法 名单公示 投诉渠道
责任单位 建设资金
维护费用 监督电话 年度计划 覆盖范围 补偿办法 评估机构 过渡期限 服务半径 安全距离
值班人员 应急预案
""")
WHO = words("""
我母亲 我父亲 俺爹 俺娘 我爱人 孙子 小女儿 邻居大婶 隔壁王婶 村支书 楼上住户
对门老两口 店里伙计 工友 同事 房东
房客 护工 快递小哥 骑手 司机师傅 班主任 保安 保洁阿姨 会计 种粮大户 养鸡户 果农
菜贩 退伍老兵 残疾人 低保户 留守儿童
""")
WHEN = words("""
上个月 去年腊月 今年开春 前天傍晚 大前年 国庆假期 每逢集日 三伏天 数九寒天 麦收时候
刚入秋 清明前后 半夜两点 天不亮 放学那会儿 梅雨季
""")
WHERE = words("""
卫生院 县医院 镇政府 便民大厅 村委会 中心小学 幼儿园 粮站 菜市场 信用社 汽车站
敬老院 文化站 派出所 农机站 修车铺
邮政所 供销社 水库 堤坝 果园 大棚 养殖场 工地 纺织厂 食品厂 物流园 快递点 超市
药店 理发店 早餐铺 桥头 涵洞 岔路口
""")
DID = words("""
看病 抓药 透析 输液 交电费 领补贴 办证 盖章 接孩子 开家长会 卖鸡蛋 卖樱桃 拉化肥
买种子 修水泵 充电 换电瓶 加油 等车 转车
取快递 寄包裹 交材料 复印 排队 体检 打疫苗 做康复 学电脑 跳广场舞 值夜班 上早班
送货 搬家 装修 晒粮 浇地 打药 收玉米 拉秸秆
""")
BEFELL = words("""
滑了一跤 崴了脚 淋成落汤鸡 白跑一趟 等到天黑 冻得直哆嗦 被罚了款 丢了东西 误了工
迟到了 没赶上 没挂上号 被推来推去 没人接待
机器坏了 停电了 断水了 堵了半天 和人吵起来 车胎扎了 手机没电 验证码收不到 材料被退回
多交了钱 钱没到账 名字写错了 通知没看到 电话打不通
""")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "福贵秀英建国玉兰春生桂花志强海燕明亮永胜红梅立新文斌素珍长顺金凤"
SHOPS = words("超市 诊所 饭店 粮油店 修理部 果蔬店 理发店 家园 花园 胡同 老宅 合作社")
WAYS = [
    "{story}，关于{subject}，建议{aim}{detail}。",
    "希望{aim}{subject}的{detail}，{story}。",
    "{place}的{subject}能不能{aim}{detail}？{story}，{other}。",
    "说说{subject}：{story}，请{aim}{detail}。",
    "{subject}这件事，{detail}应当{aim}。{story}。{other}。",
    "请在方案里写清楚{subject}的{detail}，{place}这边{story}，最好能{aim}一下。",
]
PETITION = (
    "坚决反对取消{place}{subject}！{place}以北{number}个村三千多口人全靠它，{story}，"
    "合并以后老人孩子怎么办？请保留{place}{subject}！"
)
ENDINGS = ["", "", "！", "！！", "。谢谢领导", "（我家两个老人）", "，请答复", "。全村人都盼着"]
PREFIXES = ["", "", "", "转发：", "【转发】", "大家都来提："]


class Grouped(NamedTuple):
    """What a run found."""

    opinions: int
    characters: int
    seconds: float  # of processor, on one core
    groups: int
    in_groups: int
    megabytes: float


def opinions(count: int = OPINIONS, seed: int = SEED) -> list[Saying]:
    """Make up opinions, the same for the same seed."""
    chance = random.Random(seed)
    subjects = [(number, subject) for number, subject in enumerate(SUBJECTS)]
    made = [
        *_petitions(chance, int(count * IN_PETITIONS)),
        *_on_subjects(chance, subjects, int(count * ON_SUBJECTS)),
    ]
    made += [_remark(chance) for _ in range(count - len(made))]
    chance.shuffle(made)
    return [
        Saying(number, text, passages, f"sender{chance.randrange(count)}")
        for number, (text, passages) in enumerate(made, start=1)
    ]


def _petitions(chance: random.Random, count: int) -> Iterator[tuple[str, frozenset[int]]]:
    """Ten petitions, from a tenth of all to a few dozen, each copied with small edits."""
    shares = [2 ** (9 - number) for number in range(10)]
    for number, share in enumerate(shares):
        text = PETITION.format(**_parts(chance), number="三五七九"[number % 4])
        text = text.replace("{subject}", chance.choice(SUBJECTS))
        for _ in range(count * share // sum(shares)):
            yield _edited(chance, text), frozenset({number})


def _on_subjects(
    chance: random.Random, subjects: list[tuple[int, str]], count: int
) -> Iterator[tuple[str, frozenset[int]]]:
    """Demands on subjects, a few on everybody's lips; each subject has its three usual wishes."""
    usual = {
        subject: [(chance.choice(AIMS), chance.choice(DETAILS)) for _ in range(3)]
        for _, subject in subjects
    }
    weights = [1 / (rank + 3) for rank in range(len(subjects))]
    for number, subject in chance.choices(subjects, weights, k=count):
        aim, detail = chance.choice(usual[subject])
        parts = {**_parts(chance), "subject": subject, "aim": aim, "detail": detail}
        text = chance.choice(WAYS).format(**parts) + chance.choice(ENDINGS)
        clauses = {number // 5} if chance.random() < 0.7 else set()
        yield text, frozenset(clauses)


def _remark(chance: random.Random) -> tuple[str, frozenset[int]]:
    """Something of one's own: from a few characters to a letter of some thousand."""
    if chance.random() < 0.1:
        return f"{chance.choice(AIMS)}{chance.choice(SUBJECTS)}", frozenset()
    sentences = 60 if chance.random() < 0.02 else chance.randint(1, 4)
    parts = [f"{_story(chance)}，{chance.choice(DETAILS)}要跟上。" for _ in range(sentences)]
    return "".join(parts), frozenset({chance.randrange(20)})


def _parts(chance: random.Random) -> dict[str, str]:
    return {
        "place": chance.choice(PLACES),
        "subject": chance.choice(SUBJECTS),
        "story": _story(chance),
        "other": _story(chance),
    }


def _story(chance: random.Random) -> str:
    """A sentence of somebody's life, often with a name nobody else mentions."""
    name = chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.randint(1, 2)))
    at = f"{name}{chance.choice(SHOPS)}" if chance.random() < 0.4 else chance.choice(WHERE)
    told = (chance.choice(WHEN), chance.choice(WHO), f"去{at}{chance.choice(DID)}")
    return "".join(told[chance.randint(0, 2) :]) + chance.choice(BEFELL)


def _edited(chance: random.Random, text: str) -> str:
    """As people copy: a third word for word, the rest with a word lost or something added."""
    if chance.random() < 1 / 3:
        return text
    at = chance.randrange(len(text) - 3)
    kept = text[:at] + text[at + chance.randint(0, 2) :]
    return chance.choice(PREFIXES) + kept + chance.choice(ENDINGS)


def measure(count: int = OPINIONS) -> Grouped:
    """Group that many in this process, and say how long it took."""
    sayings = opinions(count)
    began = time.process_time()
    found = groups_of_like(sayings)
    seconds = time.process_time() - began
    whole = [group for group in found if group.kind is not GroupKind.SAME_PERSON]
    return Grouped(
        opinions=count,
        characters=sum(len(saying.text) for saying in sayings),
        seconds=seconds,
        groups=len(whole),
        in_groups=len({member for group in whole for member in group.members}),
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def measured_alone() -> Grouped:
    """Measure in a process of its own, so that its memory is its own."""
    ask = [sys.executable, "-m", "tests.load.likeness"]
    found = subprocess.run(ask, capture_output=True, check=True, text=True).stdout
    return Grouped(**json.loads(found))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(*map(int, sys.argv[1:]))._asdict()) + "\n")
