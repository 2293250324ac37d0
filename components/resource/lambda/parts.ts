import type { LambdaFunction, Mapping } from '@/lib/wiring/resource/lambda';
import type { PartDrawing } from '../part-drawing';
import { FunctionFact, MappingFact } from './facts';

const lambdaFunction: PartDrawing<LambdaFunction> = { what: 'function', Facts: FunctionFact };

const mapping: PartDrawing<Mapping> = { what: 'mapping', Facts: MappingFact };

export const parts = { 'lambda-function': lambdaFunction, 'event-source-mapping': mapping };
