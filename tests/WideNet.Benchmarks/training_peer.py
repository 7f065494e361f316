"""One training step, or one epoch, in PyTorch: the peer of the rows `budget train`.

usage: training_peer.py {fcn,circular,zero} {erf,relu} THREADS REPETITIONS [IMAGES]
Prints the best time in milliseconds of one pass through IMAGES images in batches of a random order; a single batch unless given. Networks in NTK parameterisation: the parameters are N(0, 1) and the scales stand in
front of them, as in the library. Convolutions take whichever memory format is faster here, NCHW.
"""
import math
import sys
import time

import torch
from torch.nn import functional

kind, name, threads, repetitions = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
torch.set_num_threads(threads)
torch.manual_seed(1)
activation = {"erf": torch.erf, "relu": torch.relu}[name]
depth, outputs, weight_variance, bias_variance = 8, 10, 1.5, 0.05
dense = kind == "fcn"
batch, width = (256, 1024) if dense else (64, 64)
inputs = 3 * 32 * 32 if dense else 3

weights = [
    torch.randn((width, inputs if layer == 0 else width) + (() if dense else (3, 3)), requires_grad=True)
    for layer in range(depth)
] + [torch.randn(outputs, width, requires_grad=True)]
biases = [torch.randn(weight.shape[0], requires_grad=True) for weight in weights]
images = int(sys.argv[5]) if len(sys.argv) > 5 else batch
x = torch.randn((images, inputs) if dense else (images, inputs, 32, 32))
y = torch.randn(images, outputs)


def forward(h):
    for layer, (weight, bias) in enumerate(zip(weights, biases)):
        if not dense and layer == depth:
            h = h.mean((2, 3))
        w = weight * math.sqrt(weight_variance / weight[0].numel())
        b = bias * math.sqrt(bias_variance)
        if weight.dim() == 2:
            h = functional.linear(h, w, b)
        elif kind == "circular":
            h = functional.conv2d(functional.pad(h, (1, 1, 1, 1), mode="circular"), w, b)
        else:
            h = functional.conv2d(h, w, b, padding=1)
        if layer < depth:
            h = activation(h)
    return h


def step(images, targets):
    loss = 0.5 * ((forward(images) - targets) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        for parameter in weights + biases:
            parameter.sub_(parameter.grad, alpha=0.01)
            parameter.grad = None


best = math.inf
for repetition in range(repetitions + 1):
    start = time.perf_counter()
    if images == batch:
        step(x, y)
    else:
        for rows in torch.randperm(images).split(batch):
            step(x[rows], y[rows])
    if repetition > 0:
        best = min(best, time.perf_counter() - start)
print(best * 1e3)
