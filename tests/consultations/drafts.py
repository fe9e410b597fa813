"""Drafts as offices write them: the demo county's, in law style, and two plans."""

import json
from pathlib import Path
from typing import Any

DEMO: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "demo_drafts.json").read_text(encoding="utf-8")
)


def lines_of(draft: dict[str, Any], style: str = "above") -> list[str]:
    """The draft's paragraphs, with the articles' headings above, in brackets or on the line."""
    lines, chapter = [draft["title"]], ""
    for article in draft["articles"]:
        if article["chapter"] != chapter:
            chapter = article["chapter"]
            lines.append(chapter)
        label, heading, text = article["label"], article["heading"], article["text"]
        match style:
            case "above":
                lines += [f"{label}　{heading}", text]
            case "brackets":
                lines.append(f"{label}【{heading}】{text}")
            case "line":
                lines.append(f"{label} {heading}　{text}")
            case "none":
                lines.append(f"{label}{text}")
    return lines


LAW = """\
青泽县户外广告和招牌设置管理办法
（征求意见稿）
目　　录
第一章　总则
第二章　设置规范
第一节　一般规定
第三章　附则
第一章　总　则
第一条　为了规范户外广告和招牌设置，保障公共安全，制定本办法。
第二条　本办法适用于本县城区。
法律法规另有规定的，从其规定。
第三条规定的情形由乡镇负责，不适用前款。
第二章　设置规范
第一节　一般规定
第三条　禁止设置的情形
（一）利用交通安全设施、交通标志的；
（二）影响市政公共设施使用的：
1.遮挡路灯的；
2．占用盲道的。
（三）危及建筑物安全的。
有前款情形的，责令限期拆除。
第三条之一　招牌应当一店一招，不得多层设置。
第三章　附则
第四条　本办法自2027年1月1日起施行
附件：1.设置标准表
2.申请流程图
青泽县人民政府办公室
2026年11月20日
""".splitlines()

PLAN = """\
青泽县“十五五”农村供水保障实施方案
为提升农村供水保障水平，结合我县实际，制定本方案。
一、总体要求
（一）指导思想。坚持城乡统筹、建管并重，让群众喝上放心水。
（二）工作目标
到2028年，自来水普及率达到98%，规模化供水人口比例达到85%。
水质达标率不低于95%。
二、重点任务
（一）推进水源置换。用地表水替代地下水，2027年底前完成6个镇。
（二）实施管网改造
1.更换老旧管网。更换运行20年以上的管网310公里。
2.降低漏损。1.5公里以上的支管加装分区计量。
（1）镇级管网每季度检测一次；
（2）村级管网每半年检测一次。
（三）完善水价机制
执行居民水价每立方米2.8元，困难户每户每月减免3立方米
三、保障措施
（一）加强组织领导
（二）加大资金投入
（三）强化监督考核
镇别\t改造村数\t完成时间
白杨店镇\t12\t2026年底
\t5\t2027年底
青泽县水利局
二〇二六年十一月二十日
""".splitlines()

EMERGENCY = """\
青泽县供热突发事件应急预案
1.1 编制目的
为了及时处置供热突发事件，减少损失，制定本预案。
1.2 工作原则
以人为本、快速反应。
1.2.1 分级负责
县级负责大面积停热，企业负责局部停热。
1.3 适用范围
第一、二类热源厂均适用本预案。
一、二级管网同时故障的，按高一级处置。
①启动备用锅炉；
②调度应急抢修队伍。
（此件公开发布）
""".splitlines()
