"""Who may do what: three groups, kept in step with the models after every migration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps.registry import Apps
from django.apps.registry import apps as installed

# Whole actions by group; the names of models that a group may do more to stand below.
SEE = ("view",)
EDITED = (
    "actor", "actorrelation", "affiliation", "event", "location", "provision", "resolution", "source", "statement",
    "actorname", "actorexternalid", "locationname", "locationexternalid", "topicname", "participant", "evidence",
)  # fmt: skip
# Parts of a record, which a form may take away; records themselves are rejected or withdrawn, never deleted.
PARTS = ("actorname", "actorexternalid", "locationname", "locationexternalid", "topicname", "participant")
MANAGED = ("topic", "apikey")
# Only for those who keep them, or of no use in the admin.
UNSEEN = ("apikey", "datasetversion")


def grants(models: list[str]) -> Mapping[str, frozenset[str]]:
    """The permissions of each group, by code name: viewers see, editors decide, managers keep the topics and the keys too."""
    viewers = frozenset(f"{action}_{model}" for model in models if model not in UNSEEN for action in SEE)
    edits = {f"{action}_{model}" for model in EDITED for action in ("add", "change")} | {f"delete_{part}" for part in PARTS}
    managed = {f"{action}_{model}" for model in MANAGED for action in ("add", "change")}
    # who may change users may make himself a superuser: accounts stay with those who are
    people = {"view_user", "view_group", "view_apikey"}
    return {
        "viewers": viewers,
        "editors": viewers | edits,
        "managers": frozenset(viewers | edits | managed | people),
    }


def ensure_groups(sender: Any, using: str, apps: Apps = installed, **signal: Any) -> None:
    """Make the three groups and give them their permissions; a handler of post_migrate."""
    try:
        group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    except LookupError:
        return
    models = [str(model._meta.model_name) for model in sender.get_models()]
    for name, codes in grants(models).items():
        group, _ = group_model._default_manager.using(using).get_or_create(name=name)
        wanted = permission_model._default_manager.using(using).filter(
            codename__in=codes, content_type__app_label__in=["conflictdb", "auth"]
        )
        group.permissions.set(wanted)
