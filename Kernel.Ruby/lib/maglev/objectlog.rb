# ObjectLog and ObjectLogEntry are in the kernel; programs written for MagLev require it.
