// Lets threads that the command line begins be read from the sources: tsx does that for the main thread alone.

import { isMainThread } from 'node:worker_threads'

if (!isMainThread) (await import('tsx/esm/api')).register()
