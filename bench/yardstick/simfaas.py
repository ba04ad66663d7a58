"""Runs a checkout of SimFaaS on one workload and prints its rate, and what it came to, as one line of JSON.

python3 simfaas.py CHECKOUT --lambda=0.9 --cold=2.244 --warm=1.991 --keep=600 --cap=1000 --n=100000 --seed=1

SimFaaS stops at a time, so it gets the time in which so many invocations arrive on average.
"""

import json
import sys
import time

import matplotlib

matplotlib.use("Agg")
checkout, *options = sys.argv[1:]
sys.path.insert(0, checkout)

import numpy as np  # noqa: E402
from simfaas.ServerlessSimulator import ServerlessSimulator  # noqa: E402

given = {name: float(value) for name, value in (option[2:].split("=", 1) for option in options)}
np.random.seed(int(given["seed"]))
simulator = ServerlessSimulator(
    arrival_rate=given["lambda"],
    warm_service_rate=1 / given["warm"],
    cold_service_rate=1 / given["cold"],
    expiration_threshold=given["keep"],
    max_time=given["n"] / given["lambda"],
    maximum_concurrency=int(given["cap"]),
)
before = time.process_time()
simulator.generate_trace(debug_print=False, progress=False)
cpu = time.process_time() - before
result = simulator.get_result_dict()
print(
    json.dumps(
        {
            "reqPerCpuSec": result["reqs_total"] / cpu,
            "coldStarts": result["prob_cold"],
            "servers": result["inst_count_avg"],
            "running": result["inst_running_count_avg"],
            # In a short run no instance may have ended.
            "lifespanSec": None if np.isnan(result["lifespan_avg"]) else result["lifespan_avg"],
        }
    )
)
