"""What our engines are measured by: SQLite FTS5 and Tantivy with nothing around them, over the same terms.

They are given the first dictionary form of each word, and of each word of a query what the index has first of its forms; they
find, count, and count facets. Nothing is widened, ranked anew or forgiven.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import tantivy

from reception.search import analysis
from reception.search.document import FACETS, Document
from reception.search.plan import Plan
from reception.search.vocabulary import Vocabulary

Asked = tuple[list[list[str]], dict[str, str], str]
"""The clauses (several words make a phrase), the filters, the order."""


def reduced(plan: Plan, held: Vocabulary) -> list[list[str]]:
    """Return each clause by the first of its alternatives that the index has, of each word the commonest form."""
    return [
        next((words for words in map(_commonest(held), clause.alternatives) if all(map(held.count, words))), ["-"])
        for clause in plan.clauses
    ]  # fmt: skip


def _commonest(held: Vocabulary):
    return lambda alternative: [max(slot, key=held.count) for slot in alternative.slots]


def _terms(document: Document) -> str:
    texts = (document.number, document.subject, document.question, document.answer)
    return " ".join(token.terms[0] for text in texts for token in analysis.tokens(text))


class Fts5:
    """SQLite's full text, in a file."""

    def __init__(self, folder: Path, documents: Iterable[Document]):
        self._base = sqlite3.connect(folder / "fts5.sqlite3")
        self._base.execute("CREATE VIRTUAL TABLE words USING fts5(terms, content='', tokenize='unicode61 remove_diacritics 0')")
        self._base.execute(f"CREATE TABLE facts (id INTEGER PRIMARY KEY, day INTEGER, {', '.join(FACETS)})")
        for each in documents:
            self._base.execute("INSERT INTO words (rowid, terms) VALUES (?, ?)", (each.id, _terms(each)))
            values = each.id, each.asked_on.toordinal(), *(getattr(each, name) for name in FACETS)
            self._base.execute(f"INSERT INTO facts VALUES ({', '.join('?' * len(values))})", values)
        self._base.commit()

    def search(self, clauses: list[list[str]], filters: dict[str, str], sort: str) -> list[int]:
        """Find, count, count facets."""
        matching = " AND ".join('"' + " ".join(words) + '"' for words in clauses)
        where = ["words MATCH ?"] * bool(clauses) + [f"{name} = ?" for name in filters]
        source = ("words JOIN facts ON words.rowid = facts.id" if clauses else "facts") + f" WHERE {' AND '.join(where) or 1}"
        values = [matching] * bool(clauses) + list(filters.values())
        for name in FACETS:
            self._base.execute(f"SELECT {name}, count(*) FROM {source} GROUP BY 1", values).fetchall()
        self._base.execute(f"SELECT count(*) FROM {source}", values).fetchone()
        order = "rank" if sort == "relevance" and clauses else "day DESC"
        return [id for (id,) in self._base.execute(f"SELECT id FROM {source} ORDER BY {order} LIMIT 10", values)]


class BareTantivy:
    """Tantivy's own ranking over a field of words."""

    def __init__(self, folder: Path, documents: Iterable[Document]):
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("words", tokenizer_name="whitespace")
        builder.add_integer_field("id", fast=True)
        builder.add_integer_field("day", fast=True)
        for name in FACETS:
            builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
        self._schema = builder.build()
        index = tantivy.Index(self._schema, str(folder))
        writer = index.writer(64_000_000, 1)
        for each in documents:
            values = {name: getattr(each, name) for name in FACETS}
            writer.add_document(tantivy.Document(words=_terms(each), id=each.id, day=each.asked_on.toordinal(), **values))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()
        self._facets = {name: {"terms": {"field": name, "size": 1000}} for name in FACETS}

    def search(self, clauses: list[list[str]], filters: dict[str, str], sort: str) -> list[int]:
        """Find, count, count facets."""
        term, phrase, must = tantivy.Query.term_query, tantivy.Query.phrase_query, tantivy.Occur.Must
        parts = [
            (must, phrase(self._schema, "words", words) if words[1:] else term(self._schema, "words", words[0]))
            for words in clauses
        ]  # fmt: skip
        parts += [(must, term(self._schema, name, value)) for name, value in filters.items()]
        query = tantivy.Query.boolean_query(parts) if parts else tantivy.Query.all_query()
        self._searcher.aggregate(query, self._facets)
        by = {} if sort == "relevance" and clauses else {"order_by_field": "day"}
        hits = self._searcher.search(query, 10, **by).hits
        return self._searcher.fast_field_values("id", [address for _, address in hits])
