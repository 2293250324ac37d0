import { awsReaders } from '@/lib/aws/aws-readers';
import { awsServices } from '@/lib/aws/aws-services';
import { performers } from '@/lib/aws/change/performers';
import type { Reading } from '@/lib/service/wire/reading';
import { product } from '@/lib/wiring/product';
import type { Rooms } from '@/lib/wiring/rooms';
import { performers as parcelPerformers } from './aws/change';
import { readers } from './aws/readers';
import { service } from './aws/service';
import { calls } from './call/parcel';
import { parcelForwarding } from './kind/parcel-forwarding';
import { resources } from './resource/parcel';

/** The product's kinds of wire and one more, whose service nobody ships. */
const rooms: Rooms = {
  kinds: [...product.kinds, parcelForwarding],
  resources: { ...product.resources, ...resources },
  calls: { ...product.calls, ...calls },
};

export const parcelReading: Reading = {
  rooms,
  services: [...awsServices, service],
  readers: { ...awsReaders, ...readers },
  performers: { ...performers, ...parcelPerformers },
};
