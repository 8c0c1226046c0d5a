"""The form of an act for programs: what may be sent, as a schema, and as it stands before somebody."""

from typing import Any

from django import forms
from django.forms.fields import Field

from changren.base.web.forms import YesNo

Schema = dict[str, Any]

ONCE = "once"  # the key of a form; for programs it comes as a header


def has_file(form: Any) -> bool:
    """Whether a file may be sent with this form."""
    return any(isinstance(field, forms.FileField) for field in form.base_fields.values())


def schema(form: Any) -> Schema:
    """What may be sent to an act with this form."""
    known = {name: field for name, field in form.base_fields.items() if name != ONCE}
    told = {name: of_field(field) for name, field in known.items()}
    needed = [name for name, field in known.items() if field.required]
    return {"type": "object", "properties": told, "required": needed, "additionalProperties": form.takes_more}


def of_field(field: Field) -> Schema:
    """What may be sent for one field."""
    told = kind_of(field)
    if not field.required and "type" in told:
        told["type"] = [told["type"], "null"]
    words = " ".join(str(text) for text in (field.label, field.help_text) if text)
    return told | ({"description": words} if words else {})


def kind_of(field: Field) -> Schema:
    """Its type alone."""
    if isinstance(field, YesNo | forms.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, forms.ModelMultipleChoiceField):
        return {"type": "array", "items": {"type": "string", "format": "uuid"}}
    if isinstance(field, forms.ModelChoiceField | forms.UUIDField):
        return {"type": "string", "format": "uuid"}
    if isinstance(field, forms.MultipleChoiceField):
        return {"type": "array", "items": {"type": "string"}}
    if isinstance(field, forms.ChoiceField):
        codes = [str(code) for code, _says in field.choices] if not callable(field.choices) else []
        return {"type": "string"} | ({"enum": codes} if codes and field.required else {})
    if isinstance(field, forms.FileField):
        return {"type": "string", "format": "binary"}
    if isinstance(field, forms.IntegerField):
        limits = {"minimum": field.min_value, "maximum": field.max_value}
        return {"type": "integer"} | {name: limit for name, limit in limits.items() if limit is not None}
    if isinstance(field, forms.DateTimeField | forms.DateField):
        return {"type": "string", "format": "date-time" if isinstance(field, forms.DateTimeField) else "date"}
    return {"type": "string"} | _lengths(field)


def _lengths(field: Any) -> Schema:
    limits = {"minLength": field.min_length or (1 if field.required else None), "maxLength": field.max_length}
    return {name: limit for name, limit in limits.items() if limit}


def offered(form: Any) -> list[dict[str, Any]]:
    """The fields of a form as it stands before somebody: with the choices and first values of this object."""
    return [
        {"name": name, "label": str(field.label or name), "required": field.required, "schema": of_field(field),
         "choices": _choices(field), "value": _first(form, name)}
        for name, field in form.fields.items() if name != ONCE
    ]  # fmt: skip


def _choices(field: Any) -> list[dict[str, str]] | None:
    if isinstance(field, YesNo) or not hasattr(field, "choices"):
        return None
    return [{"is": str(code), "says": str(says)} for code, says in field.choices if str(code)]


def _first(form: Any, name: str) -> Any:
    """The first value, as one would send it back; "yes" and "no" of a form are true and false."""
    value = form.get_initial_for_field(form.fields[name], name)
    if isinstance(form.fields[name], YesNo):
        return None if value is None else value == "yes"
    return getattr(value, "pk", value)
