import { awsServices } from '../aws-services';

/** A quota that the account has in one Region, or everywhere, per second. */
export type Rate = { bucket: string; perSecond: number; everywhere: boolean };

/** The rate of one API in a Region; `null` where none is published. `serviceId` is the SDK's name of the service. */
export function publishedRate(serviceId: string, command: string, region: string, services = awsServices): Rate | null {
  const service = services.find((one) => one.serviceId === serviceId);
  const rates = service?.rates ?? {};
  const api = command in rates ? command : '*';
  const rate = rates[api];
  if (rate === undefined) return null;
  return {
    bucket: `${serviceId}:${api}`,
    perSecond: rate.inRegion?.[region] ?? rate.perSecond,
    everywhere: service?.isGlobal ?? false,
  };
}
