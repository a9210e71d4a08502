# Maglev::Repository is in the kernel; programs written for MagLev require it.
