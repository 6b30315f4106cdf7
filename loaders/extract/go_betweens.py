"""Who mediates or hosts talks by what the sentence says beside the event: "mediated by X", "sous l'égide de X"."""

from __future__ import annotations

from spacy.tokens import Token

from conflictdb.vocabularies import ActorKind
from loaders.annotate.annotated import Mention
from loaders.extract.scene import Scene
from loaders.records import Ref

REACH = 25  # tokens between the event and who mediates it
LINKS = frozenset({"by", "of", "par", "de", "du", "des", "d'", "d’"})
JOINTS = frozenset({",", "and", "et", "the", "le", "la", "les", "l'", "l’", "par", "by", "du", "de", "des"})


def go_betweens(scene: Scene, trigger: Token) -> tuple[Ref, ...]:
    """Return the actors whom the trigger's sentence names as mediators near it, those joined to them included."""
    found: list[Mention] = []
    for mention in scene.mentions:
        if mention.first < trigger.sent.start or mention.last > trigger.sent.end or mention.actor_kind in {None, ActorKind.MEDIA}:
            continue
        if abs(mention.first - trigger.i) <= REACH and (
            _mediates(scene, mention) or (found and _joined(scene, found[-1], mention))
        ):
            found.append(mention)
    return tuple(scene.ref(mention.first, mention.last) for mention in found)


def _mediates(scene: Scene, mention: Mention) -> bool:
    words = scene.lexicon.list("light", "mediation")
    if scene.doc[mention.first].lower_ in words:  # read as one name: "médiation du Qatar"
        return True
    index = mention.first - 1
    while index > 0 and (scene.doc[index].pos_ == "DET" or scene.doc[index].lower_ in {"the", "le", "la", "les", "l'", "l’"}):
        index -= 1
    return index > 0 and scene.doc[index].lower_ in LINKS and scene.doc[index - 1].lower_ in words


def _joined(scene: Scene, before: Mention, mention: Mention) -> bool:
    between = [token.lower_ for token in scene.doc[before.last : mention.first]]
    alike = before.actor_kind is mention.actor_kind or bool({"and", "et"} & set(between))
    return bool(between) and all(word in JOINTS for word in between) and alike
