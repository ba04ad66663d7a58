"""
What an instance's process runs for a function in Python: it loads a handler and gives it one event after another. It depends on nothing but
Python 3.6 or newer, and is copied as it is beside the bundle. `bootstrap.cjs` is the same for Node.js; `report.ts` reads what both report.

A message is two lengths of four bytes (big-endian), a header of JSON text, and a body of bytes. It comes and goes through file descriptor 3.
"""

import _thread
import importlib.util
import json
import logging
import os
import sys
import time
import traceback

CHANNEL = 3
SIZES = 8
# Characters of a text: two texts fit into a header of 1 MB, and one character is up to twelve bytes of it ("\\ud83d\\ude00").
TEXT_MAX = 32 * 1024
# Memory is looked at again once the runs since the last look have taken this long, ms: a look takes longer than a small run.
LOOK_EVERY_MS = 5
# How long an exit may wait for threads and for what is to be done at the end, s: below every time-out, and enough for what is about to end.
EXIT_AFTER_S = 0.25

# User code may replace any of these later; what is used during a run is kept from before it was loaded.
read, write, fstat, getpid, leave = os.read, os.write, os.fstat, os.getpid, os._exit
loads, dumps = json.loads, json.dumps
clock, sleep = time.perf_counter, time.sleep
begin_thread = _thread.start_new_thread
outputs = (sys.stdout, sys.stderr)


def file_of(descriptor):
    """Which file a descriptor stands for; None when it is closed."""
    try:
        found = fstat(descriptor)
        return found.st_dev, found.st_ino
    except OSError:
        return None


class Channel:
    """Talks to the engine with blocking reads and writes: an instance that waits for its next event does nothing else."""

    def __init__(self):
        # User code may close the descriptor, and reopen the number for something of its own.
        self.ours = file_of(CHANNEL)
        self.pid = getpid()

    def send(self, header, body=b""):
        # A copy of this process that user code has made, and let run on, is no instance.
        if getpid() != self.pid:
            leave(0)
        head = dumps(header).encode()
        for stream in (*outputs, sys.stdout, sys.stderr):
            flush(stream)
        # User code has closed the channel. The engine has seen that, and ends us (405).
        while file_of(CHANNEL) != self.ours:
            sleep(1)
        rest = memoryview(len(head).to_bytes(4, "big") + len(body).to_bytes(4, "big") + head + body)
        while rest:
            try:
                rest = rest[write(CHANNEL, rest) :]
            except OSError:
                leave(1)

    def receive(self):
        sizes = self.take(SIZES)
        head = self.take(int.from_bytes(sizes[:4], "big")).decode()
        # To begin a run takes no more than its name.
        command = loads(head) if head.startswith("{") else {"kind": "run", "requestId": head}
        return command, self.take(int.from_bytes(sizes[4:], "big"))

    def take(self, size):
        parts = bytearray()
        while len(parts) < size:
            try:
                part = read(CHANNEL, size - len(parts))
            except OSError:
                part = b""
            # The engine is gone; nobody will want anything of us again.
            if not part:
                leave(1)
            parts += part
        return bytes(parts)


def flush(stream):
    try:
        stream.flush()
    except Exception:
        # User code has closed it, or put something in its place.
        pass


def memory_of():
    """Largest resident memory of this process since the last look, and what it is now, bytes."""
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:
            figures = dict(line.split(":", 1) for line in status if ":" in line)
        peak, now = (int(figures[name].split()[0]) * 1024 for name in ("VmHWM", "VmRSS"))
        forget_peak()
        return peak, now
    except (OSError, KeyError, ValueError):
        return most_so_far()


def forget_peak():
    """Begins a new measurement of the largest memory."""
    try:
        with open("/proc/self/clear_refs", "w", encoding="ascii") as refs:
            refs.write("5")
    except OSError:
        # Not every container allows it; the figure is then that of all runs so far.
        pass


def most_so_far():
    """Where the system does not forget the largest figure, it is that of all runs so far."""
    try:
        import resource
    except ImportError:
        return 0, 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return most, most


class Memory:
    def __init__(self, watch):
        self.watch = watch
        self.base = 0
        self.since_ms = float("inf")

    def peak(self, duration_ms):
        """What is found out only now and then is of all runs since the last look; what cannot have changed much since then is not looked at."""
        if self.watch == "off":
            return 0
        self.since_ms += duration_ms
        if self.watch == "measure" and self.since_ms < LOOK_EVERY_MS:
            return self.base
        peak, self.base = memory_of()
        self.since_ms = 0
        return peak


def fault_of(error):
    """What was raised, as text. A stack begins where user code was entered; above are only we and Python."""
    name = type(error).__name__
    try:
        message = str(error) or name
    except Exception:
        message = name
    try:
        stack = "".join(traceback.format_exception(type(error), error, frames_of(error)))
    except Exception:
        stack = name
    return {"message": message[:TEXT_MAX], "stack": shortened(stack.rstrip("\n"))}


def shortened(stack):
    """A stack says at its end what was raised, and where: a long one, of a deep recursion, loses its middle."""
    if len(stack) <= TEXT_MAX:
        return stack
    half = TEXT_MAX // 2 - 2
    return stack[:half] + "\n…\n" + stack[-half:]


def frames_of(error):
    frames = error.__traceback__
    while frames is not None and is_above(frames.tb_frame.f_code.co_filename):
        frames = frames.tb_next
    return frames


def is_above(file):
    return file == __file__ or file.startswith("<frozen importlib")


def event_of(body):
    """The event. Where in Python's own code it could not be read (it may be nested too deeply) says nothing to the user."""
    try:
        return loads(body.decode())
    except Exception as error:
        raise error.with_traceback(None) from None


def text_of(value):
    """JSON text in UTF-8. What is no text of Unicode is written in escapes."""
    try:
        return dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return dumps(value, allow_nan=False, separators=(",", ":")).encode()


def outcome_of(value, most):
    """The outcome, and the result."""
    try:
        text = text_of(value)
    except Exception as error:
        return {"kind": "notJson", "fault": {"message": str(error)[:TEXT_MAX]}}, b""
    if len(text) > most:
        return {"kind": "tooLarge", "bytes": len(text)}, b""
    return {"kind": "json"}, text


def begin_logging():
    """
    What user code logs becomes a line of its output, plain and of any level, and `basicConfig` comes too late.
    Source: Log Description 583/40326, where `logger.info` needs no handler; that its level is DEBUG we take from the platform's own scfcli
    (2020-08), and from logs that its users have published (Python 3.6), with lines of urllib3 of that level.
    """
    root = logging.getLogger()
    root.setLevel(logging.DEBUG)
    root.addHandler(logging.StreamHandler(sys.stdout))


class Instance:
    def __init__(self, channel, init):
        self.channel = channel
        self.init = init
        self.memory = Memory(init["memory"])
        self.handler = None
        self.triggered = None

    def prepare(self):
        """Becomes the process of a function: its environment is all of the environment, and in it nothing is found but the function's own."""
        os.environ.clear()
        os.environ.update(self.init["environment"])
        getattr(time, "tzset", lambda: None)()
        os.chdir(self.init["folder"])
        sys.argv = [self.init["file"]]
        sys.path[:] = self.places()
        begin_logging()
        if self.init["coldStartMs"] > 0:
            sleep(self.init["coldStartMs"] / 1000)

    def places(self):
        """Where modules are found: the code first. Our own folder, which Python has put in front, is none."""
        own = os.path.dirname(os.path.abspath(__file__))
        first = [self.init["folder"], os.path.dirname(self.init["file"])]
        said = os.environ.get("PYTHONPATH", "").split(os.pathsep)
        rest = [place for place in sys.path if os.path.abspath(place or ".") != own]
        return list(dict.fromkeys(first + [place for place in said if place] + rest))

    def load(self):
        """Whether there is a handler now; why not has been said."""
        file, method = self.init["file"], self.init["method"]
        try:
            name = os.path.splitext(os.path.basename(file))[0]
            spec = importlib.util.spec_from_file_location(name, file)
            module = importlib.util.module_from_spec(spec)
            sys.modules[name] = module
            spec.loader.exec_module(module)
        except Exception as error:
            return self.fail("threw", fault_of(error), [])
        self.handler = getattr(module, method, None)
        if callable(self.handler):
            return True
        names = [name for name, value in vars(module).items() if callable(value) and not name.startswith("_")]
        return self.fail("noHandler", {"message": ""}, names[:20])

    def fail(self, why, fault, names):
        self.channel.send({"kind": "initFailed", "why": why, "fault": fault, "names": names})
        return False

    def serve(self):
        while True:
            command, body = self.channel.receive()
            if command["kind"] == "run":
                self.run(command["requestId"], body, command.get("trigger"))
            # To be woken is enough: Python has called the listeners of signals already.
            elif command["kind"] != "thaw":
                leave(1)

    def run(self, request_id, body, trigger):
        began = clock()
        try:
            if trigger != self.triggered:
                self.tell_trigger(trigger)
            event = event_of(body)
            began = clock()
            context = self.context(request_id, began)
            value = self.handler(event, context)
            duration_ms = (clock() - began) * 1000
            outcome, result = outcome_of(value, self.init["responseMax"])
        except Exception as error:
            duration_ms = (clock() - began) * 1000
            outcome, result = {"kind": "threw", "fault": fault_of(error)}, b""
        report = {
            "kind": "done",
            "outcome": outcome,
            "durationMs": duration_ms,
            "peakBytes": self.memory.peak(duration_ms),
            # Threads and processes that it has started may go on.
            "empty": False,
        }
        self.channel.send(report, result)

    def tell_trigger(self, trigger):
        """`TRIGGER_SRC` is of a run, all other variables are of the instance."""
        self.triggered = trigger
        value = trigger or self.init["environment"].get("TRIGGER_SRC")
        if value is None:
            os.environ.pop("TRIGGER_SRC", None)
        else:
            os.environ["TRIGGER_SRC"] = value

    def context(self, request_id, began):
        context = {**self.init["context"], "request_id": request_id}
        if self.init["remainingTime"]:
            most = context["time_limit_in_ms"]
            context["getRemainingTimeInMillis"] = lambda: max(0, most - (clock() - began) * 1000)
        # What is laid over the context has the last word.
        context.update(self.init["overlay"])
        return context


def main():
    channel = Channel()
    channel.send({"kind": "booted", "residentBytes": memory_of()[1]})
    command, _ = channel.receive()
    if command["kind"] != "init":
        leave(1)
    instance = Instance(channel, command["init"])
    instance.prepare()
    if not instance.load():
        leave(1)
    channel.send({"kind": "ready"})
    instance.serve()


def code_of(error):
    """The code that Python ends with for what nobody has caught."""
    code = error.code if isinstance(error, SystemExit) else 1
    return (code or 0) & 0xFF if code is None or isinstance(code, int) else 1


def leave_soon(code):
    """At its end Python waits for threads and processes of user code, which may go on for ever. An exit is one all the same (S155: 439)."""
    sleep(EXIT_AFTER_S)
    for stream in (*outputs, sys.stdout, sys.stderr):
        flush(stream)
    leave(code)


# `multiprocessing` loads us anew, by another name, in the processes that it starts for user code.
if __name__ == "__main__":
    try:
        main()
    except BaseException as error:
        begin_thread(leave_soon, (code_of(error),))
        if isinstance(error, SystemExit):
            raise
        # What is no Exception nobody is to catch (KeyboardInterrupt, a task of asyncio that was cancelled): it ends the process.
        seen = frames_of(error)
        sys.excepthook(type(error), error.with_traceback(seen), seen)
        sys.exit(1)
