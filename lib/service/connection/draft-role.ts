import { awsServices } from '@/lib/aws/aws-services';
import { readHub } from '@/lib/aws/sts/hub';
import type { Connection } from '@/lib/wiring/connection';
import { refusal } from '../http/refuse';
import { currentPractice } from '../practice/practice-state';
import { getConnection } from './get-connection';
import { cliFiles } from './role/cli';
import { cloudFormationTemplate, templateParameters } from './role/cloudformation';
import type { RoleFile, RoleForm, RoleOffer } from './role/role-file';
import { roleNameOf } from './role/role-name';
import { terraformFile } from './role/terraform';

/** The role that a connection needs, ready to be made. Throws `hub-unknown`: its trust must name who Tributary is. */
export async function draftRole(id: string, form: RoleForm, services = awsServices): Promise<RoleOffer> {
  const connection = await getConnection(id);
  const region = connection.regions[0] ?? 'us-east-1';
  const hub = await readHub(connection.sandbox, region);
  if (hub.state !== 'known') {
    throw refusal(409, 'hub-unknown', { message: hub.state === 'failed' ? hub.message : hub.state });
  }
  const role = roleNameOf(connection.roleArn);
  const template = (): RoleFile => ({
    name: 'tributary-role.yaml',
    content: cloudFormationTemplate(connection, hub.value, role, services),
  });
  switch (form) {
    case 'cloudformation':
      return { form, files: [template()] };
    case 'terraform':
      return {
        form,
        files: [{ name: 'tributary-role.tf', content: terraformFile(connection, hub.value, role, services) }],
      };
    case 'cli': {
      const endpoint = connection.sandbox ? ((await currentPractice())?.endpoint ?? null) : null;
      return { form, files: cliFiles(connection, hub.value, role, endpoint, services) };
    }
    case 'quick-create': {
      const parameters = templateParameters(connection, hub.value, services);
      return { form, files: [template()], ...quickCreate(connection, region, parameters) };
    }
  }
}

const consoles: Record<string, string> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/**
 * CloudFormation fills its form in by link only from a template that lies on S3, named by `TRIBUTARY_TEMPLATE_URL`.
 * Without one the link opens the form, and the template is uploaded there.
 */
function quickCreate(
  connection: Connection,
  region: string,
  parameters: Record<string, string>,
): Pick<RoleOffer, 'url' | 'note'> {
  if (connection.sandbox) return { note: { key: 'role.quickCreate.practice' } };
  const host = consoles[connection.roleArn.split(':')[1] ?? 'aws'];
  if (host === undefined) return { note: { key: 'role.quickCreate.noConsole' } };
  const page = `https://${region}.${host}/cloudformation/home?region=${region}#/stacks`;
  const templateURL = process.env.TRIBUTARY_TEMPLATE_URL;
  if (!templateURL) return { url: `${page}/create`, note: { key: 'role.quickCreate.upload' } };
  const query = new URLSearchParams({ templateURL, stackName: 'tributary-role' });
  for (const [name, value] of Object.entries(parameters)) query.set(`param_${name}`, value);
  return { url: `${page}/quickcreate?${query}`, note: { key: 'role.quickCreate.filled' } };
}
