"""What only SQL can hold of the ledger of opinions and of consultations, and their dated rules.

- An opinion is in time by the database's clock and before the subject was concluded. The check runs
  after the foreign key's: both wait for a conclusion that is being written, so none slips in behind.
- Figures are kept as differences in the transaction that makes them; nobody waits for a counter.
- An opinion points at passages of its own subject alone. Nothing of the ledger is ever deleted.
- Published answers and extensions are append-only; the clauses of a sealed version never change.
- Moderation, publication and drafts wake the web processes. A submission does not: waking takes a
  lock that all commits share, and a finished page grows old after half a minute anyway.
"""

import json
from datetime import date
from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.kernel.database import open_connection

ID = "2026-11-21T22:11:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "ledger: in time, counted, never deleted; sealed drafts; dated rules"

RULES = Path(__file__).parents[1] / "seeds" / "rules" / "taking_part"
NEWSWORTHY = (
    "consultation",
    "consultation_option",
    "interpretation_change",
    "interpretation_answer",
    "consultation_file",
    "consultation_extension",
    "draft_version",
    "draft_clause",
    "clause_carry_over",
    "clause_cause",
    "adoption_report",
)
NEVER_DELETED = ("opinion", "opinion_subject", "opinion_passage", "moderation_act", "opinion_appeal")
APPEND_ONLY = ("opinion_answer", "consultation_extension")

STATEMENTS = """
CREATE FUNCTION keep_opinion_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found opinion_subject%ROWTYPE;
BEGIN
    SELECT * INTO found FROM opinion_subject WHERE id = NEW.subject;
    IF found.concluded_at IS NOT NULL THEN
        RAISE EXCEPTION 'the subject is concluded'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'opinion_before_conclusion';
    END IF;
    IF found.opens_at IS NULL OR NEW.received_at < found.opens_at
       OR NEW.received_at >= found.closes_at THEN
        RAISE EXCEPTION 'the opinion is not in time'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'opinion_in_time';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER opinion_in_time AFTER INSERT ON opinion
    FOR EACH ROW EXECUTE FUNCTION keep_opinion_in_time();

CREATE FUNCTION tally_opinion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO opinion_tally (subject, channel, state, rule, opinions)
        VALUES (OLD.subject, OLD.channel, OLD.state, OLD.rule, -1);
        IF (OLD.state = 'published') <> (NEW.state = 'published') THEN
            INSERT INTO opinion_passage_tally (passage, opinions)
            SELECT passage, CASE NEW.state WHEN 'published' THEN 1 ELSE -1 END
            FROM opinion_reference WHERE opinion = NEW.id;
        END IF;
    END IF;
    INSERT INTO opinion_tally (subject, channel, state, rule, opinions)
    VALUES (NEW.subject, NEW.channel, NEW.state, NEW.rule, 1);
    RETURN NULL;
END $$;
CREATE TRIGGER opinion_tallied AFTER INSERT ON opinion
    FOR EACH ROW EXECUTE FUNCTION tally_opinion();
CREATE TRIGGER opinion_tallied_anew AFTER UPDATE ON opinion FOR EACH ROW
    WHEN ((OLD.subject, OLD.channel, OLD.state, OLD.rule)
          IS DISTINCT FROM (NEW.subject, NEW.channel, NEW.state, NEW.rule))
    EXECUTE FUNCTION tally_opinion();

CREATE FUNCTION tally_reference() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    pointed opinion_reference%ROWTYPE;
BEGIN
    IF TG_OP = 'DELETE' THEN pointed := OLD; ELSE pointed := NEW; END IF;
    IF NOT EXISTS (SELECT 1 FROM opinion o JOIN opinion_passage p ON p.subject = o.subject
                   WHERE o.id = pointed.opinion AND p.id = pointed.passage) THEN
        RAISE EXCEPTION 'the passage is another subject''s'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'opinion_reference_of_its_subject';
    END IF;
    INSERT INTO opinion_passage_tally (passage, opinions)
    SELECT pointed.passage, CASE TG_OP WHEN 'DELETE' THEN -1 ELSE 1 END
    FROM opinion WHERE id = pointed.opinion AND state = 'published';
    RETURN NULL;
END $$;
CREATE TRIGGER opinion_reference_tallied AFTER INSERT OR DELETE ON opinion_reference
    FOR EACH ROW EXECUTE FUNCTION tally_reference();

CREATE FUNCTION keep_sealed_clauses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM draft_version
               WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.version ELSE OLD.version END
                 AND is_sealed) THEN
        RAISE EXCEPTION 'a sealed version never changes'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'draft_clause_sealed';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER draft_clause_sealed BEFORE INSERT OR UPDATE OR DELETE ON draft_clause
    FOR EACH ROW EXECUTE FUNCTION keep_sealed_clauses();

CREATE FUNCTION keep_sealed_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.is_sealed AND (TG_OP = 'DELETE' OR NOT NEW.is_sealed OR NEW.sha256 <> OLD.sha256
                          OR NEW.number <> OLD.number OR NEW.stage <> OLD.stage) THEN
        RAISE EXCEPTION 'a sealed version never changes'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'draft_version_sealed';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER draft_version_sealed BEFORE UPDATE OR DELETE ON draft_version
    FOR EACH ROW EXECUTE FUNCTION keep_sealed_version();

CREATE TRIGGER opinion_news AFTER UPDATE ON opinion
    FOR EACH STATEMENT EXECUTE FUNCTION tell_change();

CREATE INDEX opinion_of_subject ON opinion (subject, id);
CREATE INDEX opinion_published ON opinion (subject, id DESC) WHERE state = 'published';
CREATE INDEX opinion_queue ON opinion (priority DESC, id) WHERE state = 'received';
CREATE INDEX opinion_by_contact ON opinion (contact_index) WHERE contact_index <> '';
CREATE INDEX opinion_by_original ON opinion (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX opinion_reference_listing ON opinion_reference (passage, opinion DESC);
CREATE INDEX opinion_point_member_listing ON opinion_point_member (point, opinion DESC);
CREATE UNIQUE INDEX opinion_appeal_one_open ON opinion_appeal (opinion) WHERE outcome = '';
"""
ENTER_MODERATION = """
INSERT INTO moderation_rule
    (code, title, explanation, citation, route, is_answered, position, valid_from)
VALUES ($1, $2, $3, $4, $5, $6, $7, '2020-01-01') ON CONFLICT (code) DO NOTHING
"""
ENTER_PERIOD = """
INSERT INTO consultation_period_rule
    (type, is_close_to_market, least_days, day_count, citation, valid_from)
VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (type, is_close_to_market, valid_from) DO NOTHING
"""
BACKWARDS = """
DROP FUNCTION keep_opinion_in_time, tally_opinion, tally_reference, keep_sealed_clauses,
    keep_sealed_version CASCADE;
DROP INDEX opinion_of_subject, opinion_published, opinion_queue, opinion_by_contact,
    opinion_by_original, opinion_reference_listing, opinion_point_member_listing, opinion_appeal_one_open;
DELETE FROM moderation_rule;
DELETE FROM consultation_period_rule;
"""


def triggers() -> dict[str, str]:
    """Return every trigger that an older function runs, by name."""
    refuse = "EXECUTE FUNCTION refuse_change();"
    made = {
        f"{table}_news": f"AFTER INSERT OR UPDATE OR DELETE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION tell_change();"
        for table in NEWSWORTHY
    }
    for table in NEVER_DELETED:
        made[f"{table}_kept"] = f"BEFORE DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT {refuse}"
    for table in APPEND_ONLY:
        made[f"{table}_append_only"] = (
            f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT {refuse}"
        )
    return made


async def apply() -> None:
    """Run the statements inside the migration's own transaction, then enter the rules."""
    connection = open_connection()
    await connection.execute(STATEMENTS)
    for name, what in triggers().items():
        await connection.execute(f"CREATE TRIGGER {name} {what}")
    for place, rule in enumerate(_read("moderation"), start=1):
        names = ("code", "title", "explanation", "citation", "route", "is_answered")
        await connection.execute(ENTER_MODERATION, *[rule[name] for name in names], place)
    for rule in _read("periods"):
        names = ("type", "is_close_to_market", "least_days", "day_count", "citation")
        since = date.fromisoformat(rule["valid_from"])
        await connection.execute(ENTER_PERIOD, *[rule[name] for name in names], since)


def _read(name: str) -> list[dict]:
    return json.loads((RULES / f"{name}.json").read_text(encoding="utf-8"))


async def take_back() -> None:
    """Undo `apply`."""
    connection = open_connection()
    for name, what in triggers().items():
        table = what.split(" ON ")[1].split()[0]
        await connection.execute(f"DROP TRIGGER {name} ON {table}")
    await connection.execute("DROP TRIGGER opinion_news ON opinion")
    await connection.execute(BACKWARDS)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="huiyin", description=DESCRIPTION)
    manager.add_raw(apply)
    manager.add_raw_backwards(take_back)
    return manager
