import { awsReaders } from '@/lib/aws/aws-readers';
import { awsServices } from '@/lib/aws/aws-services';
import { type Performers, performers } from '@/lib/aws/change/performers';
import type { Readers } from '@/lib/aws/reader';
import type { AwsServices } from '@/lib/aws/service';
import { product } from '@/lib/wiring/product';
import type { Rooms } from '@/lib/wiring/rooms';

/** What a wire is read, judged and changed with: the rooms and services of the product, or a trial's. */
export type Reading = { rooms: Rooms; services: AwsServices; readers: Readers; performers: Performers };

export const productReading: Reading = { rooms: product, services: awsServices, readers: awsReaders, performers };
