"""Rows of numbers, packed: what a long document has a million of would weigh half a kilobyte apiece as objects."""

from abc import abstractmethod
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Self, TypeVar, overload

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

Row = TypeVar("Row")


class Packed(Sequence[Row]):
    """A sequence that holds the numbers of its rows in columns, and makes a row anew each time one is asked for."""

    __slots__ = ("_columns",)

    COLUMNS: ClassVar[str]
    """The type of each column, as `array` calls it."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._columns: tuple[array[Any], ...] = tuple(array(each) for each in self.COLUMNS)
        for row in rows:
            for column, number in zip(self._columns, self._numbers(row), strict=True):
                column.append(number)

    @staticmethod
    @abstractmethod
    def _numbers(row: Row) -> Iterable[float]:
        """The numbers of a row, one for each column."""

    @staticmethod
    @abstractmethod
    def _row(numbers: Sequence[Any]) -> Row:
        """The row of such numbers."""

    def __len__(self) -> int:
        return len(self._columns[0])

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> Row | Self:
        if isinstance(index, slice):
            part = type(self)()
            part._columns = tuple(column[index] for column in self._columns)
            return part
        return self._row([column[index] for column in self._columns])

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, zip(*self._columns, strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self._columns == other._columns

    def __hash__(self) -> int:
        return hash(self.__getstate__())

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self):,}>"

    def __getstate__(self) -> tuple[bytes, ...]:
        return tuple(column.tobytes() for column in self._columns)

    def __setstate__(self, state: tuple[bytes, ...]) -> None:
        columns = tuple(array(each) for each in self.COLUMNS)
        for column, data in zip(columns, state, strict=True):
            column.frombytes(data)
        if len({len(column) for column in columns}) != 1:
            raise ValueError("the columns differ in length")
        self._columns = columns

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(lambda rows: rows if isinstance(rows, cls) else cls(rows))
