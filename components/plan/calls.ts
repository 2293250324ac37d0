'use client';

import { createContext } from 'react';
import { type Calls, calls } from '@/lib/wiring/call/calls';

/** The types of calls with which plans and runs are shown inside. */
export const CallsContext = createContext<Calls>(calls);
