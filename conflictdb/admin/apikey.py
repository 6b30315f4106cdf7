"""Keys for callers of the API: made here, shown once, revoked here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from conflictdb.admin.typed import ModelAdmin, ModelForm
from conflictdb.keys import give_secret
from conflictdb.models import ApiKey
from conflictdb.vocabularies import RateClass, Scope


class KeyForm(ModelForm):
    """A key's name, class and scopes."""

    scopes = forms.MultipleChoiceField(
        choices=Scope.choices(),
        widget=forms.CheckboxSelectMultiple,
        initial=[scope.value for scope in Scope],
        help_text=" ".join(f"{scope.value}: {scope.description}" for scope in Scope),
    )
    rate_class = forms.ChoiceField(
        choices=[choice for choice in RateClass.choices() if choice[0] != RateClass.ANONYMOUS.value],
        help_text=" ".join(f"{rate.value}: {rate.description}" for rate in RateClass if rate is not RateClass.ANONYMOUS),
    )


@admin.register(ApiKey)
class ApiKeyAdmin(ModelAdmin):
    """The pages of keys."""

    form = KeyForm
    list_display = ("name", "prefix", "rate_class", "scopes", "created_at", "expires_at", "last_used_at", "state")
    list_filter = ("rate_class",)
    search_fields = ("name", "prefix")
    fields = ("name", "rate_class", "scopes", "expires_at", "prefix", "created_at", "last_used_at", "revoked_at")
    readonly_fields = ("prefix", "created_at", "last_used_at", "revoked_at")
    actions = ("revoke",)

    @admin.display(description="state")
    def state(self, key: ApiKey) -> str:
        """Whether the key is good."""
        if key.revoked_at:
            return "revoked"
        return "expired" if key.expires_at and key.expires_at <= timezone.now() else "valid"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: a revoked key stays, so that one can see what it was."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, a new key with its secret."""
        if not change:
            obj.secret = give_secret(obj)
        super().save_model(request, obj, form, change)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """The page that shows the secret: the only one, so that it lies in no session and no cookie."""
        context = {**self.admin_site.each_context(request), "title": "The new key", "opts": self.opts, "key": obj}
        return never_cache(lambda request: TemplateResponse(request, "admin/conflictdb/key_made.html", context))(request)

    @admin.action(description="Revoke the selected keys", permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Revoke them, from the next request on."""
        number = queryset.filter(revoked_at=None).update(revoked_at=timezone.now())
        self.message_user(request, f"{number} revoked.", messages.SUCCESS)
