import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { XmlNode } from '@aws-sdk/xml-builder';
import { readQueryInput } from './query-input';
import { faultShape, type OperationShape } from './shapes';
import type { Protocol, WireRequest } from './wire';

const settings = { xmlNamespace: '', serviceNamespace: '', timestampFormat: { useTrait: true, default: 5 } } as const;

/** awsQuery: a form with `Action` in, XML in an envelope out. */
export const query: Protocol = {
  operation: (request) => formOf(request).get('Action'),

  decode: async (shape, request) => readQueryInput(shape.input, formOf(request)),

  encode(shape, output, request, requestId) {
    const { name } = shape;
    const result = shape.output.isUnitSchema() ? '' : `<${name}Result>${members(shape, output)}</${name}Result>`;
    const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
    return xml(
      200,
      `<${name}Response xmlns="${namespaceOf(shape.service, request)}">${result}${metadata}</${name}Response>`,
    );
  },

  fault(fault, service, request, requestId) {
    const shape = faultShape(service, fault.code) ?? faultShape(service, `${fault.code}Exception`);
    const status = shape?.status ?? fault.status;
    const error = new XmlNode('Error', [
      XmlNode.of('Type', status < 500 ? 'Sender' : 'Receiver'),
      XmlNode.of('Code', shape?.queryCode ?? fault.code.replace(/Exception$/, '')),
      XmlNode.of('Message', fault.message),
    ]);
    const id = XmlNode.of('RequestId', requestId);
    return xml(status, `<ErrorResponse xmlns="${namespaceOf(service.name, request)}">${error}${id}</ErrorResponse>`);
  },
};

function formOf(request: WireRequest): URLSearchParams {
  return new URLSearchParams(request.body.length > 0 ? new TextDecoder().decode(request.body) : request.query);
}

/** The members without the element that the serialiser puts around them: the envelope has its own. */
function members(shape: OperationShape, output: unknown): string {
  const serializer = new XmlShapeSerializer(settings);
  serializer.write(shape.output, output ?? {});
  const text = String(serializer.flush());
  return text.endsWith('/>') ? '' : text.slice(text.indexOf('>') + 1, text.lastIndexOf('</'));
}

function namespaceOf(service: string, request: WireRequest): string {
  const version = formOf(request).get('Version') ?? '';
  return `https://${service}.amazonaws.com/doc/${encodeURIComponent(version)}/`;
}

function xml(status: number, body: string) {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}
