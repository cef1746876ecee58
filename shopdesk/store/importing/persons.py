"""Customers that a file names: found by their number or by who they are elsewhere, made if they are new."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection

from shopdesk.store.importing.catalogue import People
from shopdesk.store.importing.plan import ImportPlan, NewCustomer
from shopdesk.store.importing.receipts import Person
from shopdesk.store.privacy import keeps_names


class Persons:
    """The customers of a file. Where a shop keeps no names, only numbers and a digest of who they are come in."""

    def __init__(self, plan: ImportPlan, people: People, connection: Connection) -> None:
        self._plan, self._people = plan, people
        self._names = keeps_names(connection)

    def key(self, person: Person, make: bool = True) -> int:
        """The key of a customer; 0 for nobody, or for a new one that is not to be made."""
        people = self._people
        if not person.customer_id and not person.reference:
            return 0
        reference = self._hidden(person.reference)
        found = people.ids.get(person.customer_id) if person.customer_id else people.references.get(reference)
        if found is None and make:
            found = self._make(person, reference)
        return found or 0

    def known(self, customer_id: str) -> int:
        """The key of a customer by number, 0 for none."""
        return self._people.ids.get(customer_id, 0)

    def _make(self, person: Person, reference: str) -> int:
        people = self._people
        key = people.new_key()
        number = person.customer_id or people.free_id()
        people.ids[number] = key
        if reference:
            people.references[reference] = key
        name = (person.name or number) if self._names else ""
        phone = person.phone if self._names else ""
        self._plan.customers.append(NewCustomer(key, number, name, phone, reference))
        return key

    def _hidden(self, reference: str) -> str:
        if self._names or not reference:
            return reference
        return "h:" + hashlib.sha256(reference.encode("utf-8", "replace")).hexdigest()[:40]
