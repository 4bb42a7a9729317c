"""What a typed query asks of the words of a document, in SQL that both databases understand.

The full-text index only finds candidates; how well one matches is counted in plain SQL, so
that results and their order are the same on SQLite and PostgreSQL.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Boolean, Case, ColumnElement, Integer, String, and_, case, literal, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from storefront.search.models import SearchDocument
from storefront.text import clean_line, fold, has_marks, marked_tokens, tokens

LONGEST_QUERY = 200
MOST_WORDS = 8
LONGEST_WORD = 40
SHORTEST_PLURAL = 3

# What one word of the query is worth, by where it stands. True marks add to a word that is
# found anyway, so that "mật" puts mật before mắt and both before texts that only mention one.
NAME_WORD, NAME_BEGINNING, CONTEXT_WORD, CONTEXT_BEGINNING = 40, 30, 10, 4
NAME_MARKS, CONTEXT_MARKS = 20, 5
NAME_PHRASE, NAME_HEAD = 15, 12

# Candidates come from the full-text indexes that the migrations make. PostgreSQL uses its index
# only where a query repeats the indexed expression: names weigh A, the context B.
POSTGRESQL_WORDS = (
    "(setweight(to_tsvector('simple', names_folded), 'A')"
    " || setweight(to_tsvector('simple', context_folded), 'B'))"
)
SQLITE_FINDS = "search_document.id IN (SELECT rowid FROM search_index WHERE search_index MATCH {})"
POSTGRESQL_FINDS = POSTGRESQL_WORDS + " @@ to_tsquery('simple', {})"


@dataclass(frozen=True, slots=True)
class Query:
    """Hold the words that somebody looks for: with their marks, and folded.

    `loose` lets every word be the beginning of a longer one; otherwise only names are matched
    by beginnings, and the longer texts by whole words.
    """

    text: str
    marked: tuple[str, ...]
    folded: tuple[str, ...]
    loose: bool = False

    @classmethod
    def read(cls, typed: str) -> Query:
        """Read what was typed; all signs that are no words fall away."""
        line = clean_line(typed[:LONGEST_QUERY])
        return cls(
            line,
            tuple(word[:LONGEST_WORD] for word in marked_tokens(line)[:MOST_WORDS]),
            tuple(dict.fromkeys(word[:LONGEST_WORD] for word in tokens(line)[:MOST_WORDS])),
        )

    def loosely(self) -> Query:
        """Return the same words, each taken as a beginning."""
        return replace(self, loose=True)

    def __bool__(self) -> bool:
        """Tell whether there is any word to look for."""
        return bool(self.folded)


class Finds(FunctionElement[bool]):
    """Stand for the condition that a document holds the words of a query, on either database."""

    name = "finds"
    type = Boolean()
    inherit_cache = True


@compiles(Finds, "sqlite")
def _finds_on_sqlite(element: Finds, compiler: SQLCompiler, **options: Any) -> str:
    fts5, _tsquery = element.clauses
    return SQLITE_FINDS.format(compiler.process(fts5, **options))


@compiles(Finds, "postgresql")
def _finds_on_postgresql(element: Finds, compiler: SQLCompiler, **options: Any) -> str:
    _fts5, tsquery = element.clauses
    return POSTGRESQL_FINDS.format(compiler.process(tsquery, **options))


def finds(query: Query) -> ColumnElement[bool]:
    """Return the condition that a document holds every word of the query."""
    if not query:
        return literal(value=False)
    candidates = Finds(literal(_fts5(query), String), literal(_tsquery(query), String))
    marked = () if query.loose else filter(has_marks, query.marked)
    return and_(candidates, *map(_holds_marked, marked))


def names(query: Query) -> ColumnElement[bool]:
    """Return the condition that the names of a document alone hold every word."""
    return and_(*(_has_beginning(SearchDocument.names_folded, word) for word in query.folded))


def relevance(query: Query) -> ColumnElement[int]:
    """Return how well a found document matches: the higher the better."""
    score: ColumnElement[int] = literal(0, Integer)
    for word in query.folded:
        score = score + _worth_of_folded(word)
    for word in query.marked:
        score = score + _worth_of_marks(word)
    if query.folded:
        score = score + _worth_of_phrase(query)
    return score


def _fts5(query: Query) -> str:
    """Write the query for SQLite; its words hold nothing but letters and digits."""
    if query.loose:
        return " AND ".join(f'"{word}" *' for word in query.folded)
    return " AND ".join(
        f'({{names_folded}} : "{word}" * OR ' + " OR ".join(f'"{form}"' for form in forms) + ")"
        for word, forms in _with_forms(query)
    )


def _tsquery(query: Query) -> str:
    """Write the query for PostgreSQL, where words of names carry the weight A."""
    if query.loose:
        return " & ".join(f"{word}:*" for word in query.folded)
    return " & ".join(f"({word}:*A | {' | '.join(forms)})" for word, forms in _with_forms(query))


def _with_forms(query: Query) -> list[tuple[str, tuple[str, ...]]]:
    return [(word, _forms(word)) for word in query.folded]


def _forms(word: str) -> tuple[str, ...]:
    """Return a word or phrase and its English plural; no Vietnamese word ends in s."""
    if len(word) < SHORTEST_PLURAL or not word[-1].isalpha() or word.endswith("s"):
        return (word,)
    return (word, f"{word}s")


def _holds_marked(word: str) -> ColumnElement[bool]:
    """Return the condition that a document holds a marked word: with other marks only whole.

    "cá" finds ca, but as a beginning only of words in cá, not of cam.
    """
    folded = fold(word)
    return or_(
        _has_word(SearchDocument.names_folded, folded),
        _has_word(SearchDocument.context_folded, folded),
        _has_beginning(SearchDocument.names_marked, word),
    )


def _worth_of_folded(word: str) -> Case[int]:
    names, context = SearchDocument.names_folded, SearchDocument.context_folded
    return case(
        (_has_word(names, word), NAME_WORD),
        (_has_beginning(names, word), NAME_BEGINNING),
        (_has_word(context, word), CONTEXT_WORD),
        else_=CONTEXT_BEGINNING,
    )


def _worth_of_marks(word: str) -> Case[int]:
    """Count a word found with its marks; only a marked word may be a beginning.

    "ca" is more often cá, typed without its mark, than the beginning of cam.
    """
    names, context = SearchDocument.names_marked, SearchDocument.context_marked
    arms = [(_has_word(names, word), NAME_MARKS)]
    if has_marks(word):
        arms.append((_has_beginning(names, word), NAME_MARKS))
    arms.append((_has_word(context, word), CONTEXT_MARKS))
    return case(*arms, else_=0)


def _worth_of_phrase(query: Query) -> ColumnElement[int]:
    """Count names that hold the query's words in a row, more so those they are the head of.

    What a thing is stands first in a Vietnamese name, which names begin with, and last in an
    English one, which they end with: "Rượu cam, Orange wine" is wine, not oranges.
    """
    score: ColumnElement[int] = literal(0, Integer)
    for column, words in (
        (SearchDocument.names_folded, query.folded),
        (SearchDocument.names_marked, query.marked),
    ):
        phrase = " ".join(words)
        first = (column + literal(" ")).like(f"{phrase} %")
        last = or_(*((literal(" ") + column).like(f"% {form}") for form in _forms(phrase)))
        score = score + case((_has_word(column, phrase), NAME_PHRASE), else_=0)
        score = score + case((or_(first, last), NAME_HEAD), else_=0)
    return score


def _has_word(column: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    padded = literal(" ") + column + literal(" ")
    return or_(*(padded.like(f"% {form} %") for form in _forms(word)))


def _has_beginning(column: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    return (literal(" ") + column).like(f"% {word}%")
