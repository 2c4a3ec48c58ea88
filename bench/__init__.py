"""Benchmarks: figures of one run on one machine, told as ratios to a bare Django view."""
