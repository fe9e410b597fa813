"""What each recorded action is called; a contract test finds every action an operation records."""

from backend.kernel.language import Text, say

WORDS: dict[str, Text] = {
    "catalogue.draft": say("新建年度目录"),
    "catalogue.amend": say("修改年度目录"),
    "catalogue.renumber": say("重排目录序号"),
    "catalogue.submit": say("提交目录"),
    "catalogue.return": say("退回目录"),
    "catalogue.approve": say("批准目录"),
    "catalogue.publish": say("公布年度目录"),
    "catalogue.report": say("公布年度完成情况"),
    "decision.draft": say("起草决策事项"),
    "decision.amend": say("修改决策事项"),
    "decision.withdraw": say("撤下决策事项草稿"),
    "decision.publish": say("公布决策事项"),
    "decision.enter_past": say("补录决策事项"),
    "decision.add": say("新增事项"),
    "decision.defer": say("暂缓事项"),
    "decision.remove": say("移出目录"),
    "decision.reschedule": say("调整时间"),
    "decision.record_participation": say("登记公众参与情况"),
    "decision.record_groups": say("登记听取有关群体意见的情况"),
    "decision.record_hearing": say("登记听证会"),
    "decision.record_roster": say("登记听证参加人名单"),
    "decision.record_confirmations": say("登记听证笔录确认情况"),
    "decision.record_risk": say("登记风险评估"),
    "decision.record_fair_competition": say("登记公平竞争审查"),
    "decision.record_evaluation": say("登记决策后评估"),
    "decision.publish_result": say("公布决策结果"),
    "adjustment.propose": say("提出调整"),
    "adjustment.return": say("退回调整"),
    "calendar.set_day": say("登记放假或补班"),
    "calendar.remove_day": say("取消放假或补班"),
    "calendar.publish_notice": say("公布放假通知"),
    "calendar.withdraw_notice": say("撤回放假通知"),
    "attachment.attach": say("上传材料"),
    "attachment.publish": say("公开材料"),
    "attachment.unpublish": say("撤下材料"),
    "attachment.remove": say("删除材料"),
    "staff.create": say("新建账号"),
    "staff.amend": say("修改账号"),
    "staff.sign_in": say("登录"),
    "staff.sign_in_slowed": say("登录受限"),
    "staff.sign_out": say("退出登录"),
    "staff.change_password": say("修改密码"),
    "staff.reset_password": say("重置密码"),
    "staff.confirm_second_factor": say("启用动态验证码"),
    "staff.remove_second_factor": say("解除动态验证码"),
    "staff.renew_recovery_codes": say("更换恢复码"),
    "staff.revoke_session": say("注销一处登录"),
    "staff.revoke_other_sessions": say("注销其他登录"),
    "unit.add": say("新增单位"),
    "unit.amend": say("修改单位"),
}
OTHER = say("其他记录")


def word_of(action: str) -> Text:
    """Return what an action is called; what only a newer release knows is called other."""
    return WORDS.get(action, OTHER)
