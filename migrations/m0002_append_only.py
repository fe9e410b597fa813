"""What only triggers can hold: records that never change, and news of every change.

- `journal_entry` and `decision_version` refuse UPDATE, DELETE and TRUNCATE.
- Every public change wakes all web processes, so that no finished page outlives it; staff
  signing in and other private entries wake nobody.
- A lead unit is not its own co-unit (art. 11 of the 条例: one lead, others help).
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.kernel.database import open_connection

ID = "2026-11-21T18:01:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "append-only records, news of changes, lead unit apart from co-units"

APPEND_ONLY = ("journal_entry", "decision_version")
NEWSWORTHY = (
    "catalogue",
    "decision",
    "decision_co_unit",
    "decision_basis",
    "decision_participation_figures",
    "procedure_requirement",
    "plan_step",
    "decision_suspension",
    "adjustment",
    "decision_attachment",
    "unit",
)

FUNCTIONS = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('huiyin_changed', '');
    RETURN NULL;
END $$;

CREATE FUNCTION keep_lead_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM decision d JOIN decision_co_unit c ON c.decision = d.id
        WHERE d.id = CASE TG_TABLE_NAME WHEN 'decision' THEN NEW.id
                     ELSE (to_jsonb(NEW) ->> 'decision')::int END
          AND c.unit = d.lead_unit
    ) THEN
        RAISE EXCEPTION 'the lead unit cannot be a co-unit'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_lead_is_no_co_unit';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER journal_entry_news AFTER INSERT ON journal_entry
    FOR EACH ROW WHEN (NEW.is_public) EXECUTE FUNCTION tell_change();

CREATE CONSTRAINT TRIGGER decision_lead_is_no_co_unit AFTER INSERT OR UPDATE ON decision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_lead_apart();
CREATE CONSTRAINT TRIGGER decision_lead_is_no_co_unit AFTER INSERT OR UPDATE ON decision_co_unit
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_lead_apart();
"""


def forwards_sql() -> str:
    """Return every statement, in order."""
    parts = [FUNCTIONS]
    for table in APPEND_ONLY:
        parts.append(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();"
        )
    for table in NEWSWORTHY:
        parts.append(
            f"CREATE TRIGGER {table}_news AFTER INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION tell_change();"
        )
    return "\n".join(parts)


BACKWARDS = "DROP FUNCTION refuse_change, tell_change, keep_lead_apart CASCADE;"


async def apply() -> None:
    """Run the statements at once, inside the migration's own transaction."""
    await open_connection().execute(forwards_sql())


async def take_back() -> None:
    """Undo `apply`."""
    await open_connection().execute(BACKWARDS)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="huiyin", description=DESCRIPTION)
    manager.add_raw(apply)
    manager.add_raw_backwards(take_back)
    return manager
