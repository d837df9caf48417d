"""An MLLP receiver on python3-hl7: takes every message apart, prints it as a line of JSON, and answers AA."""

import asyncio
import json

import hl7
from hl7.mllp import start_hl7_server


def parts(field):
    """Repetitions of components of subcomponents, as lists of texts."""
    return [
        [[str(sub) for sub in component] if isinstance(component, hl7.Component) else [str(component)] for component in repetition]
        if isinstance(repetition, hl7.Repetition)
        else [[str(repetition)]]
        for repetition in field
    ]


def told(message):
    return [
        {"name": str(segment[0]), "fields": [parts(field) if isinstance(field, hl7.Field) else [[[str(field)]]] for field in segment[1:]]}
        for segment in message
    ]


async def serve(reader, writer):
    try:
        while not writer.is_closing():
            message = await reader.readmessage()
            print(json.dumps(told(message)), flush=True)
            writer.writemessage(message.create_ack())
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def main():
    async with await start_hl7_server(serve, "127.0.0.1", 0, encoding="utf-8") as server:
        print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
        await server.serve_forever()


asyncio.run(main())
