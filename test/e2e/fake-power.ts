// A device with a battery for a real browser: a system bus of its own (`DBUS_SYSTEM_BUS_ADDRESS`) with UPower on it, the service
// that browsers on Linux ask (https://upower.freedesktop.org/docs/Device.html).
import { rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Message, Value } from './d-bus.ts';
import { CALL, decode, ERROR, encode, RETURN, SIGNAL } from './d-bus.ts';

export interface Charge {
  readonly percent: number;
  readonly isCharging: boolean;
}

export interface FakePower {
  /** For the browser's environment. */
  readonly busAddress: string;
  readonly set: (charge: Charge) => void;
  readonly close: () => void;
}

const UPOWER = 'org.freedesktop.UPower';
const OWNER = ':1.9';
/** All batteries of the device as one. */
const DEVICE = '/org/freedesktop/UPower/devices/DisplayDevice';

export async function startFakePower(first: Charge): Promise<FakePower> {
  const file = path.join(os.tmpdir(), `showhow-bus-${process.pid}-${Date.now()}`);
  const sockets = new Set<Socket>();
  let charge = first;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => sockets.delete(socket));
    serve(socket, (message) => answer(message, charge));
  });
  await new Promise<void>((resolve) => server.listen(file, resolve));
  return {
    busAddress: `unix:path=${file}`,
    set: (next) => {
      charge = next;
      const body: Value[] = [
        { type: 's', value: `${UPOWER}.Device` },
        { type: 'a{sv}', value: device(charge) },
        { type: 'as', value: [] },
      ];
      const told = { path: DEVICE, interface: 'org.freedesktop.DBus.Properties', member: 'PropertiesChanged', body };
      for (const socket of sockets) socket.write(encode({ type: SIGNAL, serial: 1, sender: OWNER, ...told }));
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      rmSync(file, { force: true });
    },
  };
}

/** First lines of text in which the client says who it is, then messages. */
function serve(socket: Socket, reply: (call: Message) => readonly Value[] | undefined): void {
  let bytes: Buffer = Buffer.alloc(0);
  let isOpen = false;
  let serial = 1;
  const readLines = (): void => {
    for (let end = bytes.indexOf('\r\n'); !isOpen && end >= 0; end = bytes.indexOf('\r\n')) {
      const line = bytes.toString('latin1', 0, end).replace('\0', '');
      bytes = bytes.subarray(end + 2);
      isOpen = line === 'BEGIN';
      if (!isOpen) socket.write(line.startsWith('AUTH') ? 'OK 0123456789abcdef0123456789abcdef\r\n' : 'ERROR\r\n');
    }
  };
  const readMessages = (): void => {
    for (let next = decode(bytes); next !== undefined; next = decode(bytes)) {
      bytes = bytes.subarray(next.length);
      if (next.message.type !== CALL) continue;
      socket.write(encode(toAnswer(next.message, serial, reply(next.message))));
      serial += 1;
    }
  };
  socket.on('data', (data: Buffer) => {
    bytes = Buffer.concat([bytes, data]);
    readLines();
    if (isOpen) readMessages();
  });
}

function toAnswer(call: Message, serial: number, body: readonly Value[] | undefined): Message {
  const sender = call.destination === UPOWER ? OWNER : (call.destination ?? '');
  const common = { serial, replyTo: call.serial, sender, destination: ':1.1' };
  return body === undefined
    ? { ...common, type: ERROR, errorName: 'org.freedesktop.DBus.Error.ServiceUnknown', body: [] }
    : { ...common, type: RETURN, body };
}

function answer(
  { destination, path: at, interface: api, member, body }: Message,
  charge: Charge,
): readonly Value[] | undefined {
  const [first, second] = body.map(({ value }) => String(value));
  if (destination === 'org.freedesktop.DBus') return answerBus(member, first);
  if (destination !== UPOWER && destination !== OWNER) return undefined;
  if (member === 'EnumerateDevices') return [{ type: 'ao', value: [DEVICE] }];
  if (member === 'GetDisplayDevice') return [{ type: 'o', value: DEVICE }];
  if (api !== 'org.freedesktop.DBus.Properties') return undefined;
  const all: Readonly<Record<string, Value>> =
    at === DEVICE ? device(charge) : { DaemonVersion: { type: 's', value: '1.90.2' } };
  if (member === 'GetAll') return [{ type: 'a{sv}', value: all }];
  const one = second === undefined ? undefined : all[second];
  return one === undefined ? undefined : [{ type: 'v', value: one }];
}

function answerBus(member: string | undefined, name: string | undefined): readonly Value[] | undefined {
  switch (member) {
    case 'Hello':
      return [{ type: 's', value: ':1.1' }];
    case 'AddMatch':
    case 'RemoveMatch':
      return [];
    case 'GetNameOwner':
      return name === UPOWER ? [{ type: 's', value: OWNER }] : undefined;
    case 'NameHasOwner':
      return [{ type: 'b', value: name === UPOWER }];
    case 'StartServiceByName':
      return name === UPOWER ? [{ type: 'u', value: 2 }] : undefined;
    default:
      return undefined;
  }
}

/** `State`: 1 is charging, 2 discharging. `Type`: 2 is a battery. */
function device({ percent, isCharging }: Charge): Readonly<Record<string, Value>> {
  return {
    IsPresent: { type: 'b', value: true },
    Percentage: { type: 'd', value: percent },
    State: { type: 'u', value: isCharging ? 1 : 2 },
    TimeToEmpty: { type: 'x', value: 3_600 },
    TimeToFull: { type: 'x', value: 0 },
    Type: { type: 'u', value: 2 },
  };
}
