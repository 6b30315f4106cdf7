"""Topics: what statements are about, in a tree."""

from __future__ import annotations

from django.db import models

from conflictdb.identity import public_id
from conflictdb.models.base import Derived, Identified, Name


class Topic(Derived, Identified):
    """A subject of statements."""

    slug = models.SlugField(max_length=120, unique=True, db_collation="C")
    label = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    is_reference = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.label

    def derive(self) -> None:
        """Set the id."""
        self.public_id = self.public_id or public_id("topic", self.slug)


class TopicName(Name):
    """A synonym of a topic's label: what somebody may type to find it."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="names")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["topic", "name", "language"], name="topicname_once")]
        indexes = [models.Index(fields=["folded"], name="topicname_folded")]


class TopicAncestor(models.Model):
    """Which topic lies under which, through all levels: derived from Topic.parent by triggers. Every topic is under itself."""

    topic = models.ForeignKey(Topic, on_delete=models.DO_NOTHING, related_name="ancestor_rows")
    ancestor = models.ForeignKey(Topic, on_delete=models.DO_NOTHING, related_name="descendant_rows")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "ancestor"], name="topicancestor_once")]
        indexes = [models.Index(fields=["ancestor", "topic"], name="topicancestor_down")]

    def __str__(self) -> str:
        return f"{self.topic_id} under {self.ancestor_id}"
