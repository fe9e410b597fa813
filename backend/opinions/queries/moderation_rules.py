"""The rules one may withhold by, as they stand on a day."""

from datetime import date

from backend.kernel.database import rows
from backend.opinions.enums import Route
from backend.opinions.schemas.moderation import RuleChoice

IN_FORCE = """
SELECT id, code, title, explanation, citation, route, is_answered, valid_from
FROM moderation_rule WHERE valid_from <= {} AND (valid_until IS NULL OR {} < valid_until)
ORDER BY position, id
"""


async def list_rules(today: date) -> tuple[RuleChoice, ...]:
    """Return the rules in force, in their published order."""
    return tuple(RuleChoice(**row) for row in await rows(IN_FORCE, today, today))


async def find_rule(code: str, today: date) -> RuleChoice | None:
    """Return the rule of that code if it is in force."""
    return next((rule for rule in await list_rules(today) if rule.code == code), None)


async def find_rule_of_route(route: Route, today: date) -> RuleChoice | None:
    """Return the first rule in force that passes an opinion on along this route."""
    return next((rule for rule in await list_rules(today) if rule.route is route), None)
