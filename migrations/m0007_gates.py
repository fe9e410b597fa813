"""What only SQL can hold of the procedure's gates, and the law's numbers.

- The reviewer of legality is not who drafted the matter (条例 art. 25-27).
- At most one open review, and one open suspension, of a decision.
- Records whose substance is public wake the web processes; sittings and submissions do not.
- The dated rules of `seeds/rules/` are entered; those already there stay as they are.
"""

import json
from datetime import date
from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.kernel.database import open_connection

ID = "2026-11-21T18:07:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "gates: reviewer apart from drafter, one open round, news of records, dated rules"

RULES = Path(__file__).parents[1] / "seeds" / "rules"
NEWSWORTHY = (
    "participation_record",
    "group_heard",
    "hearing",
    "hearing_participant",
    "expert_opinion",
    "risk_assessment",
    "fair_competition_review",
    "legality_review",
    "decision_result",
    "decision_evaluation",
)

STATEMENTS = """
CREATE FUNCTION keep_reviewer_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM decision WHERE id = NEW.decision
        AND (drafted_by = NEW.reviewed_by OR NEW.reviewed_by = ANY (authors))
    ) THEN
        RAISE EXCEPTION 'who drafted a matter does not review its legality'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'legality_reviewer_is_no_drafter';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER legality_reviewer_is_no_drafter BEFORE INSERT OR UPDATE ON legality_review
    FOR EACH ROW EXECUTE FUNCTION keep_reviewer_apart();
CREATE UNIQUE INDEX legality_review_one_open ON legality_review (decision)
    WHERE concluded_on IS NULL;
CREATE UNIQUE INDEX decision_suspension_one_open ON decision_suspension (decision)
    WHERE resumed_on IS NULL;
"""
ENTER_RULE = """
INSERT INTO procedure_rule (name, topic, value, unit, valid_from, source, note)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (name, topic, valid_from) DO NOTHING
"""
BACKWARDS = """
DROP FUNCTION keep_reviewer_apart CASCADE;
DROP INDEX legality_review_one_open, decision_suspension_one_open;
"""


async def apply() -> None:
    """Run the statements and enter the rules, inside the migration's own transaction."""
    connection = open_connection()
    await connection.execute(STATEMENTS)
    for table in NEWSWORTHY:
        await connection.execute(
            f"CREATE TRIGGER {table}_news AFTER INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION tell_change()"
        )
    for path in sorted(RULES.glob("*.json")):
        for rule in json.loads(path.read_text(encoding="utf-8")):
            texts = [rule[name] for name in ("name", "topic", "value", "unit")]
            since = date.fromisoformat(rule["valid_from"])
            await connection.execute(ENTER_RULE, *texts, since, rule["source"], rule["note"])


async def take_back() -> None:
    """Undo `apply`; the entered rules go with their table."""
    await open_connection().execute(
        BACKWARDS + "".join(f"DROP TRIGGER {table}_news ON {table};" for table in NEWSWORTHY)
    )


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="huiyin", description=DESCRIPTION)
    manager.add_raw(apply)
    manager.add_raw_backwards(take_back)
    return manager
