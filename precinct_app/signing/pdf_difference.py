# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What differs between our own rendering and a signed PDF, object by object.

Signatures vouch for bytes, not for what the page showed when it was signed: whoever holds the file
before the first signature can append a page of their own, and every signature stays good.  So a
signed protocol is compared with our rendering of the same data, and only what signing may add is
allowed: form, permissions and extensions of the catalog, and signature widgets inside the agreed
area.  Each signed revision is compared, so that nobody signed anything but our page.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, Final

import pikepdf

Area = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points on the last page."""

_CATALOG_MAY_CHANGE: Final = frozenset({"/AcroForm", "/Perms", "/Extensions", "/Pages"})
_WIDGET_KEYS: Final = frozenset(
    {"/Type", "/Subtype", "/FT", "/T", "/TU", "/F", "/Rect", "/P", "/AP", "/V"}
)
_FORM_KEYS: Final = frozenset({"/Fields", "/SigFlags"})
_TREE_KEYS: Final = frozenset({"/Kids", "/Count", "/Parent"})
_UPWARD: Final = frozenset({"/Parent", "/P"})
_DEEPEST: Final = 100
_SLACK: Final = 0.01


def differs_from(
    unsigned: bytes, signed: bytes, area: Area, revisions: Sequence[int] = ()
) -> list[str]:
    """Places where the signed file differs beyond what signing may add; empty when it does not.

    `revisions` are the ends of the signed revisions; the whole file is compared in any case.  Never
    raises for what the signed file holds: an unreadable file differs everywhere.
    """
    found: list[str] = []
    try:
        with pikepdf.open(BytesIO(unsigned)) as ours:
            for end in sorted({*revisions, len(signed)}):
                with pikepdf.open(BytesIO(signed[:end])) as theirs:
                    if theirs.get_warnings():
                        return ["file: damaged"]
                    found += _Comparison().files(ours, theirs, area)
    except Exception as error:  # hostile bytes: whatever the library says
        return [f"file: {type(error).__name__}"]
    return list(dict.fromkeys(found))


class _Comparison:
    """Walks two files side by side; each pair of indirect objects is compared once."""

    def __init__(self) -> None:
        self._seen: set[tuple[Any, Any]] = set()

    def files(self, ours: pikepdf.Pdf, theirs: pikepdf.Pdf, area: Area) -> Iterator[str]:
        if len(ours.pages) != len(theirs.pages):
            yield "pages: number"
            return
        if theirs.is_encrypted:
            yield "file: encrypted"
        for one, other in zip(ours.pages, theirs.pages, strict=True):
            self._seen.add((one.obj.objgen, other.obj.objgen))
        yield from self._keys(ours.Root, theirs.Root, "catalog", _CATALOG_MAY_CHANGE)
        yield from self._keys(ours.docinfo, theirs.docinfo, "information", frozenset())
        yield from _form(theirs)
        last = len(ours.pages) - 1
        for number, (one, other) in enumerate(zip(ours.pages, theirs.pages, strict=True)):
            place = f"page {number + 1}"
            yield from self._keys(one.obj, other.obj, place, frozenset({"/Annots"}))
            yield from self._inherited(one.obj, other.obj, place)
            allowed = area if number == last else None
            yield from self._annotations(one.obj, other.obj, place, allowed)

    def _inherited(self, one: Any, other: Any, place: str) -> Iterator[str]:
        """What a page has from the nodes above it, such as resources and boxes."""
        for _ in range(_DEEPEST):
            if "/Parent" not in one or "/Parent" not in other:
                break
            one, other = one.Parent, other.Parent
            yield from self._keys(one, other, f"{place}/Parent", _TREE_KEYS)
        if ("/Parent" in one) != ("/Parent" in other):
            yield f"{place}/Parent: depth"

    def _annotations(self, one: Any, other: Any, place: str, area: Area | None) -> Iterator[str]:
        before = list(one.get("/Annots", []))
        after = list(other.get("/Annots", []))
        if len(after) < len(before):
            yield f"{place}: annotation removed"
            return
        for old, new in zip(before, after, strict=False):
            if _is_signature(old) and _is_signature(new):
                if [float(v) for v in old.Rect] != [float(v) for v in new.Rect]:
                    yield f"{place}: signature field moved"
            else:
                yield from self._values(old, new, f"{place}/Annots", 0)
        for new in after[len(before) :]:
            if not _is_signature(new):
                yield f"{place}: annotation that is not a signature"
        for new in after:
            if _is_signature(new) and (area is None or not _inside(new, area)):
                yield f"{place}: signature outside its area"

    def _keys(
        self, one: Any, other: Any, place: str, free: frozenset[str], depth: int = 0
    ) -> Iterator[str]:
        for key in sorted({*one.keys(), *other.keys()} - free):
            if key not in one or key not in other:
                yield f"{place}{key}: only in one file"
            elif key not in _UPWARD:
                yield from self._values(one[key], other[key], place + key, depth + 1)

    def _values(self, one: Any, other: Any, place: str, depth: int) -> Iterator[str]:
        if depth > _DEEPEST:
            yield f"{place}: too deep"
            return
        if not isinstance(one, pikepdf.Object) or not isinstance(other, pikepdf.Object):
            if type(one) is not type(other) or one != other:
                yield f"{place}: value"
            return
        if one.is_indirect and other.is_indirect:
            pair = (one.objgen, other.objgen)
            if pair in self._seen:
                return
            self._seen.add(pair)
        yield from self._objects(one, other, place, depth)

    def _objects(self, one: Any, other: Any, place: str, depth: int) -> Iterator[str]:
        if one._type_code != other._type_code:
            yield f"{place}: kind of object"
        elif isinstance(one, pikepdf.Stream):
            free = frozenset({"/Length", "/Filter", "/DecodeParms"})
            yield from self._keys(one.stream_dict, other.stream_dict, place, free, depth)
            if one.read_bytes() != other.read_bytes():
                yield f"{place}: content"
        elif isinstance(one, pikepdf.Dictionary):
            yield from self._keys(one, other, place, frozenset(), depth)
        elif isinstance(one, pikepdf.Array):
            if len(one) != len(other):
                yield f"{place}: length"
                return
            for index, (left, right) in enumerate(zip(one, other, strict=True)):
                yield from self._values(left, right, f"{place}[{index}]", depth + 1)
        elif one != other:
            yield f"{place}: value"


def _form(theirs: pikepdf.Pdf) -> Iterator[str]:
    form = theirs.Root.get("/AcroForm")
    if form is None:
        return
    if not _FORM_KEYS.issuperset(form.keys()):
        yield "form: more than signature fields"
    if any(not _is_signature(field) for field in form.get("/Fields", [])):
        yield "form: field that is not a signature"


def _is_signature(annotation: Any) -> bool:
    is_widget = annotation.get("/Subtype") == "/Widget" and annotation.get("/FT") == "/Sig"
    return bool(is_widget and _WIDGET_KEYS.issuperset(annotation.keys()))


def _inside(annotation: Any, area: Area) -> bool:
    x0, y0, x1, y1 = (float(value) for value in annotation.Rect)
    return (
        area[0] - _SLACK <= min(x0, x1)
        and area[1] - _SLACK <= min(y0, y1)
        and max(x0, x1) <= area[2] + _SLACK
        and max(y0, y1) <= area[3] + _SLACK
    )
