"""The recurrent part of an RNN or LSTM: what it keeps in mind of the last changes, and how that follows its weights.

Everything lies feature by feature with the origins innermost, and in memory that is used again: a network this small
spends most of its time on calls and on fresh memory. tanh(x) is computed as 2 / (1 + exp(-2 x)) - 1, which costs half.
"""

from __future__ import annotations

from typing import Any

from shopdesk.engine.weights import import_torch

MEMORY = 16
GATES = {"mlp": 0, "rnn": 1, "lstm": 4}
# Beside the memory, each step reads the change and a constant.
_READ = MEMORY + 2


def recurrent_size(kind: str) -> tuple[int, int]:
    """Rows and columns of the recurrent weights of one network."""
    return GATES[kind] * MEMORY, _READ


def _tanh(x: Any, out: Any) -> Any:
    torch = import_torch()
    return torch.sigmoid(torch.mul(x, 2.0, out=out), out=out).mul_(2.0).sub_(1.0)


class Recall:
    """One way through the changes and back, for networks of one kind, all seeds at once."""

    def __init__(self, kind: str, seeds: int, lags: int, origins: int, like: Any) -> None:
        self._gates, self._lags = GATES[kind], lags

        def room(*size: int) -> Any:
            return like.new_zeros(*size)

        # What each step reads; the memory it leaves is a part of what the next one reads.
        self._read = room(lags + 1, seeds, _READ, origins)
        self._read[:, :, -1] = 1.0
        self._doors = room(lags, seeds, self._gates * MEMORY, origins)
        self._slope = room(lags, seeds, self._gates * MEMORY, origins)
        self._back = room(seeds, MEMORY, origins)
        self._spare = room(2, seeds, MEMORY, origins)
        if self._gates == 4:
            self._cell = room(lags + 1, seeds, MEMORY, origins)
            self._shown = room(lags, seeds, MEMORY, origins)
            self._cell_back = room(seeds, MEMORY, origins)

    def forward(self, weight: Any, changes: Any) -> Any:
        """The memory (seeds, MEMORY, origins) after the changes (seeds, origins, lags)."""
        torch = import_torch()
        self._read[:-1, :, MEMORY] = changes.permute(2, 0, 1)
        for number in range(self._lags):
            doors = torch.bmm(weight, self._read[number], out=self._doors[number])
            left = self._read[number + 1, :, :MEMORY]
            if self._gates == 1:
                left.copy_(_tanh(doors, doors))
            else:
                self._open(doors, number, left)
        return self._read[-1, :, :MEMORY]

    def _open(self, doors: Any, number: int, left: Any) -> None:
        torch = import_torch()
        take, keep, show, fresh = doors.chunk(4, dim=1)
        fresh.mul_(2.0)
        doors.sigmoid_()
        fresh.mul_(2.0).sub_(1.0)
        cell = torch.mul(keep, self._cell[number], out=self._cell[number + 1]).addcmul_(take, fresh)
        torch.mul(show, _tanh(cell, self._shown[number]), out=left)

    def backward(self, weight: Any, slope: Any, out: Any) -> None:
        """Write how the loss follows the weights into ``out``, from how it follows the memory left at the end."""
        torch = import_torch()
        back = self._back.copy_(slope)
        turned = weight[:, :, :MEMORY].transpose(1, 2)
        if self._gates == 4:
            self._cell_back.zero_()
        for number in reversed(range(self._lags)):
            at = self._slope[number]
            if self._gates == 1:
                self._flat(back, self._doors[number], at)
            else:
                self._close(back, number, at.chunk(4, dim=1))
            if number:
                torch.bmm(turned, at, out=back)
        seeds = len(weight)
        every = torch.bmm(self._slope.flatten(0, 1), self._read[:-1].flatten(0, 1).transpose(1, 2))
        torch.sum(every.view(self._lags, seeds, *every.shape[1:]), dim=0, out=out)

    def _flat(self, back: Any, value: Any, out: Any) -> Any:
        """Through a tanh of the given value."""
        torch = import_torch()
        square = torch.mul(value, value, out=self._spare[0])
        return torch.addcmul(back, back, square, value=-1.0, out=out)

    def _gate(self, value: Any, out: Any) -> None:
        """Through a sigmoid of the given value, of the slope that ``out`` holds."""
        torch = import_torch()
        out.mul_(torch.addcmul(value, value, value, value=-1.0, out=self._spare[0]))

    def _close(self, back: Any, number: int, at: tuple[Any, ...]) -> None:
        torch = import_torch()
        take, keep, show, fresh = self._doors[number].chunk(4, dim=1)
        d_take, d_keep, d_show, d_fresh = at
        self._gate(show, torch.mul(back, self._shown[number], out=d_show))
        through = torch.mul(back, show, out=self._spare[1])
        cell = self._cell_back.add_(self._flat(through, self._shown[number], self._spare[1]))
        self._gate(take, torch.mul(cell, fresh, out=d_take))
        self._gate(keep, torch.mul(cell, self._cell[number], out=d_keep))
        self._flat(torch.mul(cell, take, out=d_fresh), fresh, d_fresh)
        cell.mul_(keep)
