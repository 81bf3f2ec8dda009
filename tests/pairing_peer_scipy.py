"""scipy's linear_sum_assignment. Reads PARTNERS x PROJECTS 32-bit scores; prints the total and the seconds of the call alone."""
import sys
import time

import numpy
from scipy.optimize import linear_sum_assignment

partners, projects = int(sys.argv[1]), int(sys.argv[2])
scores = numpy.fromfile(sys.stdin, dtype=numpy.int32).reshape(partners, projects)
start = time.perf_counter()
rows, columns = linear_sum_assignment(scores, maximize=True)
seconds = time.perf_counter() - start
print(int(scores[rows, columns].sum(dtype=numpy.int64)), seconds)
