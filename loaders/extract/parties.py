"""From the head of a noun phrase to the stretch that names or describes the actor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from conflictdb.vocabularies import ActorKind
from loaders.annotate.annotated import Mention
from loaders.annotate.countries import adjectives
from loaders.annotate.words import words_of
from loaders.extract.arguments import french_preposition
from loaders.extract.counts import numerals
from loaders.extract.scene import Scene
from loaders.extract.subjects import VERBAL, coordinated
from loaders.records import Ref

GROUPS = frozenset(
    {
        ActorKind.ARMED_GROUP,
        ActorKind.PEACEKEEPING_MISSION,
        ActorKind.IGO,
        ActorKind.NGO,
        ActorKind.COMPANY,
        ActorKind.STATE_FORCES,
    }
)
MODIFIERS = frozenset(
    {"amod", "compound", "nmod", "poss", "case", "punct", "nummod", "acl", "npadvmod", "advmod", "flat:name", "quantmod"}
)
AFTER = frozenset({"amod", "flat:name", "flat:foreign"})
DEPTH = 3
OF_STATES = 6  # tokens between a post and the adjectives of its states


def parties(scene: Scene, heads: Iterable[Token]) -> tuple[Ref, ...]:
    """Return a reference for each actor in the phrases, joined ones apart, each once."""
    found: dict[Ref, None] = {}
    for head in map(_past_article, heads):
        if not scene.mention(head) and _nobody(scene, head):
            continue
        for first, last in _stretches(scene, head, DEPTH):
            found[scene.ref(first, last)] = None
        for mention in _chain(scene, head):
            found[scene.ref(mention.first, mention.last)] = None
    return tuple(found)


def _past_article(head: Token) -> Token:
    """The word after an elided article that the model takes for the noun: "l’Union"."""
    elided = head.text.endswith(("'", "’")) and head.i + 1 < head.sent.end
    return head.nbor() if elided and head.nbor().pos_ in {"PROPN", "NOUN"} else head


def _nobody(scene: Scene, head: Token) -> bool:
    """Whether the word is a bare number, a sign, a thing or a day."""
    bare = head.pos_ == "NUM" and not any(head.children)
    sign = head.text.endswith(("'", "’")) or not head.text[0].isalnum()
    return bare or sign or scene.is_a(head, "abstract") or head.lower_ in scene.lexicon.list("delegates", "nobody")


def _chain(scene: Scene, head: Token) -> Iterator[Mention]:
    """The names that follow in one list, where the parse breaks it up: "A, B, C and D are named"."""
    mention = scene.mention(head)
    if mention is not None and mention.actor_kind is not None and (before := _joined_before(scene, mention)) is not None:
        yield before
    while mention is not None and mention.actor_kind is not None:
        index = mention.last
        while index < head.sent.end and scene.doc[index].text.lower() in {",", "and", "et"}:
            index += 1
        following = scene.mention(scene.doc[index]) if mention.last < index < head.sent.end else None
        if following is None or following.actor_kind is not mention.actor_kind or following.first != index:
            return
        yield following
        mention = following


def _joined_before(scene: Scene, mention: Mention) -> Mention | None:
    """The first of two that share a noun: "Congolese and Ugandan armies"."""
    if mention.first < 2 or scene.doc[mention.first - 1].lower_ not in {"and", "et"}:
        return None
    before = scene.mention(scene.doc[mention.first - 2])
    return (
        before
        if before is not None and before.actor_kind is mention.actor_kind and scene.doc[before.last - 1].pos_ == "ADJ"
        else None
    )


def _stretches(scene: Scene, head: Token, depth: int) -> Iterator[tuple[int, int]]:
    if head.pos_ == "PRON" and not scene.mention(head):
        yield from ([(head.i, head.i + 1)] if head.lower_ not in scene.lexicon.list("delegates", "nobody") else [])
        return
    if (mention := _named(scene, head) or _whose(scene, head)) is not None:
        yield mention.first, mention.last
        return
    if persons := _listed(scene, head):
        yield from ((mention.first, mention.last) for mention in persons)
        return
    if (believed := _belonging(scene, head)) is not None:
        yield believed.first, believed.last
        return
    if states := _joint_states(scene, head):
        yield from states
        return
    inner = _represented(scene, head) if depth else ()
    if inner:
        for token in inner:
            yield from _stretches(scene, token, depth - 1)
        return
    yield _core(scene, head)


def _named(scene: Scene, head: Token) -> Mention | None:
    """The name that the phrase turns on: on its head, set beside it, or that of a group before it ("M23 rebels")."""
    mention = scene.mention(head)
    if mention is not None and mention.actor_kind is not None:
        return mention
    for child in head.children:
        beside = scene.mention(child)
        if child.dep_ == "appos" and beside is not None and beside.actor_kind is not None and child.i > head.i:
            return beside
    if (named := _set_beside(scene, head) or _titled(scene, head)) is not None:
        return named
    if not _generic(scene, head):
        return None
    if (following := _name_after(scene, head)) is not None:
        return following
    return _group_before(scene, head)


def _group_before(scene: Scene, head: Token) -> Mention | None:
    """The group named before a noun: "M23 rebels", also "the government and M23 leaders"."""
    beside = [child for child in head.children if child.dep_ in {"compound", "nmod", "amod", "poss"}]
    joined = [inner for child in beside for inner in child.children if inner.dep_ == "conj" and inner.i < head.i]
    named = [scene.mention(token) for token in (*beside, *joined)]
    groups = [mention for mention in named if mention is not None and mention.actor_kind in GROUPS]
    return groups[-1] if groups else None


def _listed(scene: Scene, head: Token) -> tuple[Mention, ...]:
    """The persons that a plural description is followed by: "the activists X, Y and Z"."""
    if head.tag_ != "NNS" and "Plur" not in head.morph.get("Number", []):
        return ()
    inside = [scene.mention(token) for token in head.subtree if token.i > head.i and token.dep_ in {"appos", "conj", "flat:name"}]
    persons = dict.fromkeys(m for m in inside if m is not None and m.actor_kind is ActorKind.PERSON)
    return tuple(persons) if len(persons) > 1 else ()


def _whose(scene: Scene, head: Token) -> Mention | None:
    """The body that a post acts for in "X, whose foreign ministers meet in May"."""
    owned = any(child.dep_ == "poss" and child.lower_ == "whose" for child in head.children)
    if not owned or head.head.dep_ != "relcl" or not scene.is_a(head, "person"):
        return None
    mention = scene.mention(head.head.head)
    return mention if mention is not None and mention.actor_kind not in {None, ActorKind.PERSON} else None


def _joint_states(scene: Scene, head: Token) -> list[tuple[int, int]]:
    """Whom a plural post of several states means: "the presidents of X and Y", "les présidents congolais et rwandais"."""
    if not scene.is_a(head, "person") or (head.tag_ != "NNS" and "Plur" not in head.morph.get("Number", [])):
        return []
    tree, found = adjectives(scene.lexicon.language), list[tuple[int, int]]()
    french = scene.lexicon.language == "fr"
    first, last = (head.i + 1, head.i + OF_STATES) if french else (head.i - OF_STATES, head.i)
    for token in scene.doc[max(first, head.sent.start) : min(last, head.sent.end)]:
        if token.pos_ in {"NOUN", "AUX", "PUNCT"} and found:
            break
        if scene.mention(token) is None and tree.match_at(words_of(token.text), 0) is not None:
            found.append((token.i, token.i + 1))
    if len(found) > 1:  # one stretch: linking knows who holds the posts
        return [(min(head.i, found[0][0]), max(head.i + 1, found[-1][1]))]
    of = _of_states(scene, head)
    return of if len(of) > 1 else []


def _of_states(scene: Scene, head: Token) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for index in range(head.i + 1, min(head.i + OF_STATES + 4, head.sent.end)):
        token, mention = scene.doc[index], scene.mention(scene.doc[index])
        if mention is not None and mention.actor_kind is ActorKind.STATE:
            found.append((mention.first, mention.last))
        elif token.pos_ in VERBAL or token.text in {"(", ";", ":"} or token.lower_ in {"in", "à", "with", "avec"}:
            break
    return list(dict.fromkeys(found))


def _belonging(scene: Scene, head: Token) -> Mention | None:
    """The group that armed men are said to belong to: "men believed to belong to X", "combattants assimilés aux X"."""
    if not (scene.is_a(head, "armed") or scene.is_a(head, "civilian")):
        return None
    after = scene.doc[head.i + 1 : min(head.i + 11, head.sent.end)]
    words = scene.lexicon.list("delegates", "belonging")
    if not after or (not hedged(scene, head) and scene.lemma(after[0]) not in words):
        return None
    groups = [m for token in after if (m := scene.mention(token)) is not None and m.actor_kind in GROUPS]
    return groups[0] if groups and any(scene.lemma(token) in words for token in after) else None


def hedged(scene: Scene, head: Token) -> bool:
    """Whether it is only believed who they are: "men believed to belong to X"."""
    following = scene.doc[head.i + 1] if head.i + 1 < head.sent.end else None
    return (
        following is not None
        and following.tag_ in {"VBN", "VBD"}
        and scene.lemma(following) in scene.lexicon.list("real", "hedging")
    )


def _set_beside(scene: Scene, head: Token) -> Mention | None:
    """The person named after a post and a comma, where the parse misses the apposition: "the head of state, X"."""
    if not scene.is_a(head, "person"):
        return None
    for index in range(head.i + 1, min(head.i + 12, head.sent.end)):
        if scene.doc[index].text == ",":
            names = [scene.mention(token) for token in scene.doc[index + 1 : index + 5]]
            return next((m for m in names if m is not None and m.actor_kind is ActorKind.PERSON), None)
        if scene.doc[index].pos_ in {"VERB", "AUX", "PUNCT"}:
            return None
    return None


def _titled(scene: Scene, head: Token) -> Mention | None:
    """The person named right after a title: "le président X"."""
    following = scene.mention(scene.doc[head.i + 1]) if head.i + 1 < head.sent.end else None
    person = following is not None and following.actor_kind is ActorKind.PERSON
    return following if person and scene.is_a(head, "person") else None


def _name_after(scene: Scene, head: Token) -> Mention | None:
    """The group's name right after the noun: "le groupe armé X", "la coalition X"."""
    for index in range(head.i + 1, min(head.i + 4, head.sent.end)):
        mention = scene.mention(scene.doc[index])
        if mention is not None:
            return mention if mention.actor_kind in GROUPS else None
        if scene.doc[index].pos_ not in {"ADJ", "VERB", "NOUN"} or scene.lexicon.language == "en":
            return None
    return None


def _generic(scene: Scene, head: Token) -> bool:
    """Whether the noun only says what sort of group the name before it is."""
    return scene.is_a(head, "armed") or scene.lemma(head) in scene.lexicon.list("delegates", "generic")


def _represented(scene: Scene, head: Token) -> tuple[Token, ...]:
    """Whom "negotiators from X and Y", "members of X", "hundreds of X" stand for."""
    lemma = scene.lemma(head)
    delegates = lemma in scene.lexicon.list("delegates", "nouns") or head.pos_ == "NUM"
    if not delegates and not _generic(scene, head):
        return ()
    prepositions = scene.lexicon.list("delegates", "prepositions")
    inner = [token for name, token in _complements(head) if name in prepositions and not _origin(scene, head, name, token)]
    quantity = head.pos_ == "NUM" or lemma in scene.lexicon.list("delegates", "quantities")
    return tuple(t for token in inner for t in coordinated(token) if quantity or _group(scene, t, delegates))


def _origin(scene: Scene, head: Token, preposition: str, token: Token) -> bool:
    """Whether it only says where they come from: "a rebel group from Velia"."""
    mention = scene.mention(token)
    armed = any(child.dep_ in {"compound", "amod"} and scene.is_a(child, "armed") for child in head.children)
    state = mention is None or mention.actor_kind in {None, ActorKind.STATE}
    return preposition == "from" and state and (armed or scene.is_a(head, "armed")) and scene.lemma(head) != "force"


def _group(scene: Scene, token: Token, delegates: bool) -> bool:
    mention = scene.mention(token)
    return mention is not None and (mention.actor_kind in GROUPS or (delegates and mention.actor_kind is not None))


def _complements(head: Token) -> Iterator[tuple[str, Token]]:
    for child in head.children:
        if child.dep_ == "prep":
            yield from ((child.lower_, inner) for inner in child.children if inner.dep_ == "pobj")
        elif child.dep_ in {"nmod", "obl:arg", "obl:mod"} and child.i > head.i:
            yield french_preposition(child), child


def _core(scene: Scene, head: Token) -> tuple[int, int]:
    """The noun with what describes it, without article, number and what follows a comma."""
    first, last = head.i, head.i + 1
    loose = scene.lexicon.list("delegates", "loose")
    while first > head.sent.start and _belongs(scene.doc[first - 1], head, loose):
        first -= 1
    while first < head.i and _no_description(scene, scene.doc[first]):
        first += 1
    while last < head.sent.end and head.lang_ == "fr" and scene.doc[last].head == head and scene.doc[last].dep_ in AFTER:
        last += 1
    if scene.lemma(head) in scene.lexicon.list("delegates", "nouns") or scene.is_a(
        head, "person"
    ):  # "a senior member of an armed group"
        last = max([last, *(t.i + 1 for name, t in _complements(head) if name in {"of", "de"} and t.i - head.i < 5)])
    return first, last


def _no_description(scene: Scene, token: Token) -> bool:
    if token.i + 1 < len(token.doc) and token.nbor().text == "-":
        return False  # "one-time treasurer"
    number = token.like_num or token.lower_ in numerals(scene.lexicon.language).values
    return number or token.is_punct or token.dep_ in {"case", "det", "nummod", "advmod"}


def _belongs(token: Token, head: Token, loose: frozenset[str]) -> bool:
    if token.lower_ in loose or token.pos_ in {"DET", "NUM", "ADV"} or token.text in {",", ";", ":", "(", ")"}:
        return token.dep_ == "det" and token.head != head  # the article inside "the group's fighters"
    for _ in range(4):
        joined = token.dep_ in {"cc", "conj"} and token.head.dep_ == "amod"
        if token.dep_ not in MODIFIERS and not joined:
            return False
        token = token.head
        if token == head:
            return True
    return False
