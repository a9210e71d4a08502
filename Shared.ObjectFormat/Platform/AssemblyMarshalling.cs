// Native calls here take only blittable arguments: without the runtime's marshalling they are compiled ahead of time,
// which a gem's start-up needs.
[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]
