import { serve, type Served } from '../../src/api';
import { closeHouses, openHouse, type House } from './house';

/** A house whose endpoint is on a port. */
export interface ServedHouse extends House {
  readonly served: Served;
}

const open: Served[] = [];

export async function serveHouse(
  options: Parameters<typeof openHouse>[0] = {},
  patience: Parameters<typeof serve>[1]['patience'] = {},
  connections?: number,
): Promise<ServedHouse> {
  const house = openHouse(options);
  const room = connections !== undefined && { room: { connections, partings: 100 } };
  const served = await serve(house.api, { port: 0, patience: { closeMs: 100, ...patience }, ...room });
  open.push(served);
  return { ...house, served };
}

export async function closeServed(): Promise<void> {
  await Promise.all(open.splice(0).map((served) => served.close()));
  await closeHouses();
}
