import { request } from './request.ts';
import { type ServiceStatus, serviceStatusSchema } from './service-status.ts';

/**
 * Reads LiveChat's public status page. Needs no sign-in.
 *
 * @param statusUrl the status page's origin
 * @throws LiveChatError
 */
export async function fetchServiceStatus(statusUrl: string): Promise<ServiceStatus> {
  return request(`${statusUrl}/api/v2/summary.json`, { kind: 'status', schema: serviceStatusSchema() });
}
