"""Who works here: units (单位), staff (工作人员), their roles, sign-in and sessions.

Roles belong to a person within their unit: a drafter drafts for the own unit only; the office
and the catalogue editor (the justice bureau, 省政府令336号 art. 4) act for the county.
"""
