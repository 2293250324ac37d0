import type * as iam from '@aws-sdk/client-iam';
import type { Operation } from '../service';
import { roleAsk, thePolicy, theRole } from './entities';
import { publish } from './grants';

export const putRolePermissionsBoundary: Operation<iam.PutRolePermissionsBoundaryRequest, object> = {
  asks: ({ RoleName, PermissionsBoundary = '' }, call) =>
    roleAsk(call, 'PutRolePermissionsBoundary', RoleName, { 'iam:PermissionsBoundary': PermissionsBoundary }),
  run: ({ RoleName, PermissionsBoundary }, call) => {
    const role = theRole(call, RoleName);
    role.boundary = thePolicy(call, PermissionsBoundary).arn;
    publish(role, call.clock);
    return {};
  },
};

export const deleteRolePermissionsBoundary: Operation<iam.DeleteRolePermissionsBoundaryRequest, object> = {
  asks: ({ RoleName }, call) => roleAsk(call, 'DeleteRolePermissionsBoundary', RoleName),
  run: ({ RoleName }, call) => {
    const role = theRole(call, RoleName);
    delete role.boundary;
    publish(role, call.clock);
    return {};
  },
};
