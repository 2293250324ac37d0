"""What runs a Python handler, in a process of its own. Requests come as lines of JSON on standard input; log lines
and results go out as lines of JSON on descriptor 3."""

import importlib
import json
import logging
import os
import resource
import sys
import time
import traceback

CODE = os.path.join(os.getcwd(), "code")
channel = os.fdopen(3, "w", encoding="utf-8")
request_id = ""


def send(message):
    channel.write(json.dumps(message) + "\n")
    channel.flush()


class Lines:
    """Standard output and error: each line becomes a log event."""

    encoding = "utf-8"

    def __init__(self):
        self.rest = ""

    def write(self, text):
        *lines, self.rest = (self.rest + str(text)).split("\n")
        for line in lines:
            send({"type": "log", "text": line})
        return len(text)

    def flush(self):
        if self.rest:
            send({"type": "log", "text": self.rest})
            self.rest = ""

    def isatty(self):
        return False


class LogHandler(logging.Handler):
    def emit(self, record):
        at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        stamp = "%s.%03dZ" % (at, int(record.msecs))
        send({"type": "log", "text": "[%s]\t%s\t%s\t%s" % (record.levelname, stamp, request_id, record.getMessage())})


class Context:
    def __init__(self, request):
        self.aws_request_id = request["requestId"]
        self.function_name = request["functionName"]
        self.function_version = "$LATEST"
        self.invoked_function_arn = request["functionArn"]
        self.memory_limit_in_mb = str(request["memoryMb"])
        self.log_group_name = request["logGroup"]
        self.log_stream_name = request["logStream"]
        self.deadline = request["deadline"]

    def get_remaining_time_in_millis(self):
        return max(0, int(self.deadline - time.time() * 1000))


def memory_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 + 1


def fail(kind, error, frames):
    trace = [line.replace(CODE, "/var/task") for line in traceback.format_list(frames)]
    title = "[ERROR] %s: %s" % (kind, error)
    send({"type": "log", "text": title + ("\nTraceback (most recent call last):\n" + "".join(trace) if trace else "")})
    described = {"errorType": kind, "errorMessage": str(error), "trace": trace}
    send({"type": "error", "error": described, "memoryMb": memory_mb()})


def load(name):
    file, _, function = name.rpartition(".")
    module = importlib.import_module(file.replace("/", "."))
    return getattr(module, function)


def answer(request):
    global request_id
    request_id = request["requestId"]
    name = request["handler"]
    try:
        handler = load(name)
    except ImportError as error:
        return fail("Runtime.ImportModuleError", "Unable to import module '%s': %s" % (name.rpartition(".")[0], error), [])
    except SyntaxError as error:
        return fail("Runtime.UserCodeSyntaxError", "Syntax error in module '%s': %s" % (name.rpartition(".")[0], error), [])
    except AttributeError:
        file, _, function = name.rpartition(".")
        return fail("Runtime.HandlerNotFound", "Handler '%s' missing on module '%s'" % (function, file), [])
    try:
        result = handler(json.loads(request["event"]), Context(request))
    except Exception as error:
        return fail(type(error).__name__, error, traceback.extract_tb(error.__traceback__)[1:])
    try:
        payload = json.dumps(result)
    except (TypeError, ValueError) as error:
        return fail("Runtime.MarshalError", "Unable to marshal response: %s" % error, [])
    sys.stdout.flush()
    sys.stderr.flush()
    send({"type": "result", "payload": payload, "memoryMb": memory_mb()})


memory = int(sys.argv[1]) * 1048576
resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
sys.path.insert(0, CODE)
sys.dont_write_bytecode = True
sys.stdout = sys.stderr = Lines()
logging.getLogger().addHandler(LogHandler())
for line in sys.stdin:
    answer(json.loads(line))
