"""What a browser sends for a decision's form."""

from backend.decisions.desk.decision_form import form_of
from tests.support import decisions


def sent(draft=None, **typed):
    """Return the fields of a decision's form as a browser sends them, some typed differently."""
    form = form_of(draft or decisions.decision_draft())
    rows = {"basis", "procedure", "plan"}
    fields = {}
    for name, value in form.values.items():
        if (
            name in rows
            or value in (None, "", ())
            or (value is False and "is_required" not in name)
        ):
            continue
        fields[name] = _typed(value)
    return {**fields, "is_public": "true", **typed}


def _typed(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return [_typed(part) for part in value]
    return str(getattr(value, "value", value))
