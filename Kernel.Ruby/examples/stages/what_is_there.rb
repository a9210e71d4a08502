# Says what an image has: made to be run where the kernel ends after a stage. It uses no more than the VM itself brings, so
# it binds its own way to write.

class IO
  primitive :tell, :io_write
end

$stdout.tell("vm: classes, def, sends\n")
$stdout.tell("alpha: new, raise, attributes\n") if defined?(Object.new)
$stdout.tell("bootstrap: to_s, freeze, catch\n") if defined?(Object.name.to_s.freeze)
$stdout.tell("platform: files, processes\n") if defined?(File.exist?("/"))
$stdout.tell("common: collections, puts\n") if defined?([].each_slice)
$stdout.tell("delta: Maglev\n") if defined?(Maglev.persistent?)
$stdout.tell("loader: RUBY_VERSION\n") if defined?(RUBY_VERSION)
