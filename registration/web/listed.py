"""Pages of a list that is sorted by the program, not by the database."""

from collections.abc import Sequence
from typing import Any

from flask_sqlalchemy.pagination import Pagination


class Listed(Pagination):
    """One page of what is given whole; which one stands in the address, as with `db.paginate`. A page that is not
    there is empty."""

    def __init__(self, everything: Sequence[Any], per_page: int) -> None:
        super().__init__(per_page=per_page, max_per_page=per_page, error_out=False, everything=everything)

    def _query_items(self) -> list[Any]:
        return list(self._query_args["everything"][self._query_offset :][: self.per_page])

    def _query_count(self) -> int:
        return len(self._query_args["everything"])
