"""The inner loop of the Monte Carlo: for each pair, 64 time differences at once, compared with four limits.

Numba's own loops lose the counters to memory between pairs. Here they are vectors that stay in registers, which
LLVM fits to whatever the machine has (AVX-512, AVX2, NEON). An event's 64 permuted times lie side by side.
"""

from typing import Any, Final

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

LANES: Final = 64
LIMITS: Final = 4  # limits compared in one pass
FULL: Final = 2**15 - 1  # pairs in one call before a 16-bit counter could overflow
FULL_NARROW: Final = 255  # and one of 8 bits
NARROW: Final = 254  # the largest limit that 8 bits can be compared with

_I8, _I32, _I64 = ir.IntType(8), ir.IntType(32), ir.IntType(64)
_WIDE = ir.VectorType(_I64, LANES)


def _count(_typing: Any, times: Any, first: Any, second: Any, _pairs: Any, limits: Any, sums: Any) -> Any:
    """Add to `sums` in how many of the first `_pairs` pairs the times differ by at most each limit, lane by lane.

    `times` is (events, 64), int16 or int32, starting on a cache line; `first` and `second` are int32 places of at
    most FULL pairs; `limits` are four integers like the times; `sums` is (4, 64) int64.
    """
    return types.void(times, first, second, types.int64, limits, sums), _generate


count: Final[Any] = intrinsic(_count)


def _count_narrow(_typing: Any, times: Any, first: Any, second: Any, _pairs: Any, limits: Any, sums: Any) -> Any:
    """The same for limits of at most NARROW and at most FULL_NARROW pairs, in half as many registers.

    A difference is cut off at 255 and then kept in 8 bits, so that comparing and counting takes half the work.
    """
    return types.void(times, first, second, types.int64, limits, sums), _generate_narrow


count_narrow: Final[Any] = intrinsic(_count_narrow)


def _generate(context: Any, b: ir.IRBuilder, signature: Any, args: Any) -> Any:
    return _loop(context, b, signature, args, narrow=False)


def _generate_narrow(context: Any, b: ir.IRBuilder, signature: Any, args: Any) -> Any:
    return _loop(context, b, signature, args, narrow=True)


def _loop(context: Any, b: ir.IRBuilder, signature: Any, args: Any, *, narrow: bool) -> Any:
    word = context.get_value_type(signature.args[0].dtype)
    vector = ir.VectorType(word, LANES)
    times, first, second, limits, totals = (
        b.bitcast(context.make_array(signature.args[place])(context, b, args[place]).data, kind.as_pointer())
        for place, kind in ((0, vector), (1, _I32), (2, _I32), (4, word), (5, _WIDE))
    )
    counter = ir.VectorType(_I8, LANES) if narrow else vector
    told = [b.load(b.gep(limits, [_I64(q)])) for q in range(LIMITS)]
    # Below the limit and one more, so that a limit of -1 lets nothing through where no sign is kept.
    narrowed = [b.trunc(b.add(limit, word(1)), _I8) for limit in told] if narrow else told
    bounds = [_splat(b, limit, counter) for limit in narrowed]
    before, loop, after = b.block, b.append_basic_block("pair"), b.append_basic_block("counted")
    b.cbranch(b.icmp_signed(">", args[3], _I64(0)), loop, after)

    b.position_at_end(loop)
    place = b.phi(_I64)
    counts = [b.phi(counter) for _ in bounds]
    gap = _absolute(b, b.sub(*(_row(b, times, ids, place) for ids in (first, second))))
    if narrow:
        gap = _cut_off(b, gap, counter)
    near = [b.icmp_unsigned("<", gap, u) if narrow else b.icmp_signed("<=", gap, u) for u in bounds]
    # A true comparison is -1 in every bit, so subtracting it adds one.
    counted = [b.sub(n, b.sext(one, counter)) for n, one in zip(counts, near, strict=True)]
    following = b.add(place, _I64(1))
    b.cbranch(b.icmp_signed("<", following, args[3]), loop, after)
    steps = [(place, _I64(0), following)]
    steps += [(n, counter(None), m) for n, m in zip(counts, counted, strict=True)]
    for phi, start, value in steps:
        phi.add_incoming(start, before)
        phi.add_incoming(value, loop)

    b.position_at_end(after)
    sums = [_either(b, counter(None), before, value, loop) for value in counted]
    for q, value in enumerate(sums):
        _add_to(b, b.gep(totals, [_I64(q)]), b.zext(value, _WIDE))
    return context.get_dummy_value()


def _splat(b: ir.IRBuilder, value: Any, vector: ir.VectorType) -> Any:
    nothing = vector(ir.Undefined)
    one = b.insert_element(nothing, value, _I32(0))
    return b.shuffle_vector(one, nothing, ir.VectorType(_I32, LANES)(None))


def _row(b: ir.IRBuilder, times: Any, ids: Any, place: Any) -> Any:
    event = b.sext(b.load(b.gep(ids, [place])), _I64)
    row = b.load(b.gep(times, [event]))
    row.align = 64
    return row


def _absolute(b: ir.IRBuilder, value: Any) -> Any:
    zero = value.type(None)
    return b.select(b.icmp_signed("<", value, zero), b.sub(zero, value), value)


def _cut_off(b: ir.IRBuilder, gap: Any, counter: Any) -> Any:
    most = ir.Constant(gap.type, [FULL_NARROW] * LANES)
    return b.trunc(b.select(b.icmp_unsigned("<", gap, most), gap, most), counter)


def _either(b: ir.IRBuilder, one: Any, block: Any, other: Any, other_block: Any) -> Any:
    phi = b.phi(one.type)
    phi.add_incoming(one, block)
    phi.add_incoming(other, other_block)
    return phi


def _add_to(b: ir.IRBuilder, address: Any, value: Any) -> None:
    before = b.load(address)
    before.align = 8
    after = b.store(b.add(before, value), address)
    after.align = 8
