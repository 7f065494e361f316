"""Repeats a recorded training run in PyTorch in single precision: the peer of the rows `budget train-losses`.

usage: training_losses.py FOLDER
Reads case.json, x.npy, y.npy, batches.npy and the initial parameters W0.npy, b0.npy, ... and prints the loss of every step, one a line.
"""
import json
import math
import os
import sys

import numpy
import torch
from torch.nn import functional

folder = sys.argv[1]
with open(os.path.join(folder, "case.json")) as file:
    case = json.load(file)


def read(name):
    return torch.from_numpy(numpy.load(os.path.join(folder, name + ".npy")).astype(numpy.float32))


depth, dense = case["depth"], case["architecture"] == "fcn"
activation = {"erf": torch.erf, "relu": torch.relu, "tanh": torch.tanh}[case["activation"]]
x, y = read("x"), read("y")
if dense:
    x = x.flatten(1)
batches = numpy.load(os.path.join(folder, "batches.npy")).astype(numpy.int64)
weights = [read(f"W{layer}").requires_grad_() for layer in range(depth + 1)]
biases = [read(f"b{layer}").requires_grad_() for layer in range(depth + 1)]
velocities = [torch.zeros_like(parameter) for parameter in weights + biases]


def forward(h):
    for layer, (weight, bias) in enumerate(zip(weights, biases)):
        if not dense and layer == depth:
            h = h.flatten(1) if case["architecture"] == "cnn-f" else h.mean((2, 3))
        w = weight * math.sqrt(case["weight_variance"] / weight[0].numel())
        b = bias * math.sqrt(case["bias_variance"])
        if weight.dim() == 2:
            h = functional.linear(h, w, b)
        else:
            rows, columns = weight.shape[2] // 2, weight.shape[3] // 2
            mode = "circular" if case["padding"] == "circular" else "constant"
            h = functional.conv2d(functional.pad(h, (columns, columns, rows, rows), mode=mode), w, b)
        if layer < depth:
            h = activation(h)
    return h


for batch in batches[: case["steps"]]:
    outputs, targets = forward(x[batch]), y[batch]
    if case["loss"] == "mse":
        loss = 0.5 * ((outputs - targets) ** 2).mean()
    else:
        loss = -(targets * functional.log_softmax(outputs, 1)).sum(1).mean()
    print(repr(loss.item()))
    loss.backward()
    with torch.no_grad():
        for parameter, velocity in zip(weights + biases, velocities):
            velocity.mul_(case["momentum"]).add_(parameter.grad)
            parameter.sub_(velocity, alpha=case["learning_rate"])
            parameter.grad = None
