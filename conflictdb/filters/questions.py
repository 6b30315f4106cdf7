"""FilterSets whose filters are conditions, so that they nest and combine by and, or, not."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Exists, Model, Q, QuerySet

from conflictdb.filters.fields import GroupField, GroupsField
from conflictdb.limits import FILTER_DEPTH_MAX
from conflictdb.lookups import OneOf, keys_of
from conflictdb.models import Actor, Location, Resolution, Topic
from conflictdb.querysets import At, linked_by, standing, visible

Question = Callable[[At, Any], Q]


class BadFilter(ValueError):  # noqa: N818 - the mistake
    """A filter that can't be answered: `field` is the way to it, the message says what to change."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}" if field else message)
        self.field = field


class Ask(django_filters.Filter):
    """A filter that asks one question."""

    def __init__(self, question: Question, field: type[forms.Field] = forms.CharField, **options: Any) -> None:
        self.question, self.field_class = question, field
        super().__init__(label=options.pop("label", ""), **options)

    def condition(self, value: Any, asked: Questions) -> Q:
        """The condition that the value means for the records of the set that is asked."""
        condition: Q = self.question(asked.place, value)
        return condition


class Nested(Ask):
    """A filter on what a record is linked to; its value is that thing's own filter."""

    def __init__(self, filters: Callable[[], type[Questions]], link: Callable[[At, Callable[[At], Q]], Q]) -> None:
        self.filters, self.link = filters, link
        super().__init__(lambda at, value: Q(), GroupField)

    def condition(self, value: Any, asked: Questions) -> Q:
        """The condition that what the record is linked to answers the nested filter."""
        filters, way = self.filters(), asked.way_to(self)
        first, rest = _named_first(filters, value)
        keys = keys_of(filters.noun._default_manager.filter(filters(first, at=At(), way=way).condition())) if first else None
        if keys is None:
            return self.link(replace(asked.place, counted=False), lambda at: filters(value, at=at, way=way).condition())
        named, place = keys, asked.place
        if rest:  # some of which may depend on the record
            place = replace(place, counted=False)
        return self.link(place, lambda at: Q(OneOf(at.to("pk"), named)) & filters(rest, at=at, way=way).condition())


# Tables so small that looking for a thing by its own properties costs nothing.
SMALL: tuple[type[Model], ...] = (Actor, Location, Resolution, Topic)


def _named_first(filters: type[Questions], value: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """What of a nested filter speaks of the thing alone, so that its key can be looked up beforehand; and the rest.

    Not "and, or, not", which also hold where there is no such thing; not what depends on the record's day.
    """
    asked = {name: item for name, item in value.items() if item is not None and item != ""}
    if filters.noun not in SMALL or asked.keys() & {"and", "or", "not"}:
        return {}, asked
    first = {name: item for name, item in asked.items() if name not in ("member_of", "body")}
    return first, {name: item for name, item in asked.items() if name not in first}


class Combined(Ask):
    """A filter made of filters of the same set, all or any of which must hold, or of one that must not."""

    def __init__(self, word: str) -> None:
        self.word = word
        super().__init__(lambda at, value: Q(), GroupField if word == "not" else GroupsField)

    def condition(self, value: Any, asked: Questions) -> Q:
        """The combined condition; "any of none" holds for nothing, "all of none" for everything."""
        if self.word == "not":
            return ~asked.again(self, value).condition()
        parts = [asked.again(self, part).condition() for part in value]
        if self.word == "and":
            return Q(*parts)
        return Q(*parts, _connector=Q.OR) if parts else Q(pk__in=[])


class Questions(django_filters.FilterSet):
    """What may be asked of one noun: `condition()`, or as `qs` the records that answer and that the dataset stands by."""

    noun: ClassVar[type[Model]]

    def __init__(
        self,
        data: Any = None,
        queryset: QuerySet[Any] | None = None,
        *,
        at: At | None = None,
        way: tuple[str, ...] = (),
        **options: Any,
    ) -> None:
        if type(data) is dict:  # from the API, which has no form to show: only the filters that are asked
            asked = [(name, item) for name, item in self.base_filters.items() if name in data]
            self.base_filters = OrderedDict(asked)
        self.place, self.way = at or self.own_place(), way
        if queryset is None:
            queryset = self.asked_of(data or {})
        super().__init__(data, queryset, **options)
        if len(way) > FILTER_DEPTH_MAX:
            raise BadFilter(".".join(way), f"filters may be nested at most {FILTER_DEPTH_MAX} deep")

    @classmethod
    def asked_of(cls, data: Any) -> QuerySet[Any]:
        """The records that are asked for themselves where no others are given: those that the dataset stands by."""
        return standing(cls.noun) if asks(data, "review_status") else visible(cls.noun)

    @classmethod
    def own_place(cls) -> At:
        """Where the records stand, and on which of their days posts are looked at, when they are asked for themselves."""
        return At()

    @classmethod
    def counted(cls, data: dict[str, Any], *, way: tuple[str, ...]) -> QuerySet[Any]:
        """The records that answer, in the form in which all of them are visited soonest."""
        # Of several questions another one may leave so few records that the whole would be looked up for nothing.
        place = replace(cls.own_place(), counted=sum(value is not None for value in data.values()) == 1)
        return cls(data, at=place, way=way).qs.order_by()

    def way_to(self, item: Ask) -> tuple[str, ...]:
        """The names that lead to a filter of this set, for messages."""
        return (*self.way, next(name for name, known in self.filters.items() if known is item))

    def again(self, item: Ask, data: Any) -> Questions:
        """The same questions with other data, for and, or, not."""
        return type(self)(data, self.queryset, at=replace(self.place, counted=False), way=self.way_to(item))

    def condition(self) -> Q:
        """All that is asked, as one condition; raises BadFilter where a value can't be used."""
        if not self.is_bound:
            return Q()
        for field, messages in self.errors.items():
            raise BadFilter(".".join((*self.way, field)), " ".join(messages))
        condition = Q()
        for name, value in self.form.cleaned_data.items():
            if value is not None and value != "":
                item: Any = self.filters[name]
                condition &= item.condition(value, self)
        return condition

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The records that answer all that is asked."""
        return queryset.filter(self.condition())


def combinable(questions: type[Questions]) -> type[Questions]:
    """Give a set of questions the words and, or, not, which can't be names in a class body."""
    for word in ("and", "or", "not"):
        questions.base_filters[word] = Combined(word)
    return questions


def asks(data: Any, name: str) -> bool:
    """Whether a filter of that name is asked, itself or inside and, or, not."""
    if isinstance(data, dict):
        return data.get(name) is not None or any(asks(data.get(word), name) for word in ("and", "or", "not"))
    return isinstance(data, list) and any(asks(part, name) for part in data)


# ---------------------------------------------------------------- links and plain questions


def linked(relation: str) -> Callable[[At, Callable[[At], Q]], Q]:
    """What a foreign key leads to."""
    return lambda at, condition: condition(at.along(relation))


def any_of(rows: type[Model], back: str, path: str, **only: Any) -> Callable[[At, Callable[[At], Q]], Q]:
    """Any of the things that rows of another table link to the record; `back` leads to the record, `path` to the thing."""

    def link(at: At, condition: Callable[[At], Q]) -> Q:
        if at.counted:
            return linked_by(at, rows._default_manager.filter(condition(At(path)), **only), back)
        found = rows._default_manager.filter(**{back: at.outer("pk")}, **only).order_by()
        return Q(Exists(found.filter(condition(at.inside(path)))))

    return link


def one_of(field: str) -> Question:
    """The field has one of the values."""
    return lambda at, values: Q(**{at.to(f"{field}__in"): values})


def at_least(field: str) -> Question:
    """The field is known and not below the value."""
    return lambda at, value: Q(**{at.to(f"{field}__gte"): value})


def exactly(field: str) -> Question:
    """The field has the value."""
    return lambda at, value: Q(**{at.to(field): value})
