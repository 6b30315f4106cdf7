"""Form fields for what filters take besides single values: lists, groups, ranges of days, boxes and circles."""

from __future__ import annotations

from typing import Any

from django import forms

from conflictdb.limits import FILTER_VALUES_MAX
from conflictdb.vocabularies import Vocabulary


class ManyField(forms.Field):
    """A list of values, each as `item` takes it."""

    widget = forms.SelectMultiple
    item: forms.Field = forms.CharField(max_length=300)

    def to_python(self, value: Any) -> list[Any] | None:
        """Each value cleaned; no value at all is no filter, an empty list is one that nothing answers."""
        if value is None:
            return None
        values = list(value) if isinstance(value, list | tuple) else [value]
        if len(values) > FILTER_VALUES_MAX:
            raise forms.ValidationError(f"at most {FILTER_VALUES_MAX} values, not {len(values)}: ask in several requests")
        return [self.item.clean(each) for each in values]


class NumbersField(ManyField):
    """A list of whole numbers."""

    item = forms.IntegerField(min_value=0, max_value=2_147_483_647)


def terms_field(vocabulary: type[Vocabulary]) -> type[ManyField]:
    """A field for a list of terms of a vocabulary."""
    told = f"%(value)s is none of {', '.join(vocabulary)}"
    item = forms.ChoiceField(choices=vocabulary.choices(), error_messages={"invalid_choice": told})
    return type(f"{vocabulary.__name__}Field", (ManyField,), {"item": item})


class WholeField(forms.IntegerField):
    """A count."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=2_147_483_647, **options)


class YesNoField(forms.NullBooleanField):
    """True, false, or not asked."""


class GroupField(forms.Field):
    """The values of a nested filter, by name."""

    def to_python(self, value: Any) -> dict[str, Any] | None:
        """The group as it is; its own filters clean it."""
        if value is not None and not isinstance(value, dict):
            raise forms.ValidationError("must be a group of filters")
        return value


class GroupsField(forms.Field):
    """A list of groups."""

    def to_python(self, value: Any) -> list[dict[str, Any]] | None:
        """The groups as they are; their own filters clean them."""
        if value is None:
            return None
        if len(value) > FILTER_VALUES_MAX:
            raise forms.ValidationError(f"at most {FILTER_VALUES_MAX} filters can be combined, not {len(value)}")
        return list(value)


class DaysField(GroupField):
    """A range of days: `from` and `to`, either of which may be open."""

    def to_python(self, value: Any) -> dict[str, Any] | None:
        """The two days, in order."""
        group = super().to_python(value)
        if group is None:
            return None
        day = forms.DateField(required=False, error_messages={"invalid": "write a day like 2024-02-05"})
        days = {name: day.clean(group.get(name)) for name in ("from", "to")}
        if days["from"] and days["to"] and days["from"] > days["to"]:
            raise forms.ValidationError(f"from ({days['from']}) is after to ({days['to']}): swap them")
        return days


class _NumbersField(GroupField):
    """A group of numbers, each within its bounds."""

    bounds: dict[str, tuple[float, float]] = {}

    def to_python(self, value: Any) -> dict[str, Any] | None:
        """The numbers, each within its bounds."""
        group = super().to_python(value)
        if group is None:
            return None
        for name, (low, high) in self.bounds.items():
            if not low <= float(group[name]) <= high:
                raise forms.ValidationError(f"{name} must lie between {low:g} and {high:g}, not {group[name]}")
        return {name: float(group[name]) for name in self.bounds}


class BoxField(_NumbersField):
    """A box of degrees."""

    bounds = {"west": (-180, 180), "south": (-90, 90), "east": (-180, 180), "north": (-90, 90)}

    def to_python(self, value: Any) -> dict[str, Any] | None:
        """The four sides; south below north."""
        box = super().to_python(value)
        if box and box["south"] > box["north"]:
            raise forms.ValidationError(f"south ({box['south']:g}) is above north ({box['north']:g}): swap them")
        return box


class CircleField(_NumbersField):
    """A point and a distance from it."""

    bounds = {"latitude": (-90, 90), "longitude": (-180, 180), "km": (0, 20_040)}
