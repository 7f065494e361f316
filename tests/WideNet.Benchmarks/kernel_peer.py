"""Time of an image pair of a CNN-P tangent kernel with JAX on its first device, beside `reproduce bench kernel` and `bench engines`.

The recursion of lib/WideNet/Kernels for circular 3x3 filters, all pixel pairs at once, compiled and fused by XLA. A reference case is checked first.
Needs jax (0.11.2 was used) and numpy: python3 kernel_peer.py [image side] [layers] [pairs at a time]
"""

import functools
import pathlib
import sys
import time

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def erf_duals(qa, qb, k):
    s = jnp.sqrt((0.5 + qa) * (0.5 + qb) - k * k)
    return 2 / jnp.pi * jnp.arctan2(k, s), 2 / jnp.pi / s


def relu_duals(qa, qb, k):
    s = jnp.sqrt(jnp.maximum(qa * qb - k * k, 0))
    slope = 0.5 - jnp.arctan2(s, k) / (2 * jnp.pi)
    return s / (2 * jnp.pi) + slope * k, slope


def convolve(values, axes):
    for axis in axes:
        values = values + jnp.roll(values, 1, axis) + jnp.roll(values, -1, axis)
    return values / 9


PAIRS = ((1, 3), (2, 4))
PIXELS = (1, 2)


@functools.partial(jax.jit, static_argnames=("duals", "layers", "weight", "bias"))
def tangent_kernel(a, b, duals, layers, weight, bias):
    """Images a, b [n, H, W, C]; returns Theta [n] of a pooling read-out after `layers` nonlinearities."""
    channels = a.shape[-1]
    k = weight * convolve(jnp.einsum("nijc,nklc->nijkl", a, b) / channels, PAIRS) + bias
    qa, qb = (weight * convolve((x * x).sum(-1) / channels, PIXELS) + bias for x in (a, b))

    def spread(qa, qb):
        return qa[:, :, :, None, None], qb[:, None, None]

    def layer(state, _):
        k, theta, qa, qb = state
        dual, slope = duals(*spread(qa, qb), k)
        k = weight * convolve(dual, PAIRS) + bias
        theta = k + weight * convolve(slope * theta, PAIRS)
        qa, qb = (weight * convolve(duals(q, q, q)[0], PIXELS) + bias for q in (qa, qb))
        return (k, theta, qa, qb), None

    (k, theta, qa, qb), _ = jax.lax.scan(layer, (k, k, qa, qb), None, length=layers - 1)
    dual, slope = duals(*spread(qa, qb), k)
    return weight * (dual + slope * theta).mean((1, 2, 3, 4)) + bias


def check():
    case = pathlib.Path(__file__).parents[1] / "reference" / "neural-tangents" / "cifar8-cnn-p-erf"
    x, expected = np.load(case / "x1.npy"), np.load(case / "ntk.npy")[3]
    rows, columns = np.nonzero(np.triu(np.ones((len(x), len(x))), 1))
    actual = tangent_kernel(jnp.asarray(x)[rows], jnp.asarray(x)[columns], erf_duals, 10, 1.5, 0.05)
    error = np.abs(np.asarray(actual) - expected[rows, columns]).max() / np.abs(expected).max()
    assert error < 1e-12, f"the largest error of the reference case is {error}"


def main():
    side, layers, pairs = (int(sys.argv[i]) if len(sys.argv) > i else default for i, default in ((1, 32), (2, 21), (3, 48)))
    check()
    print(f"JAX {jax.__version__}, {jax.devices()[0].device_kind}: ms per pair of {side}x{side}x3, {layers} layers, {pairs} pairs at a time, median of 9")
    for name, duals in (("erf", erf_duals), ("relu", relu_duals)):
        for dtype in (np.float32, np.float64):
            generator = np.random.default_rng(0)
            a, b = (jnp.asarray(generator.standard_normal((pairs, side, side, 3)), dtype) for _ in range(2))
            run = functools.partial(tangent_kernel, a, b, duals, layers, 1.5, 0.05)
            run().block_until_ready()
            times = []
            for _ in range(9):
                start = time.perf_counter()
                run().block_until_ready()
                times.append(time.perf_counter() - start)
            print(f"{name:5s}{np.dtype(dtype).name:8s} {1e3 * sorted(times)[4] / pairs:8.3f}")


if __name__ == "__main__":
    main()
