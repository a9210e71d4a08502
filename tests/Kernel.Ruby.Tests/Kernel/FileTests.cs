namespace Kernel.Ruby.Tests.Kernel;

/// <summary>IO, File, Dir, Process and ENV against a folder of the test's own.</summary>
public class FileTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("ruby-files").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, true);

    [TestCase("File.write(F, \"a\\nb\\n\"); [File.read(F), File.size(F), File.readlines(F, chomp: true), File.foreach(F).to_a]", "[\"a\\nb\\n\", 4, [\"a\", \"b\"], [\"a\\n\", \"b\\n\"]]")]
    [TestCase("File.open(F, 'w') { |f| f.puts 1, [2, [nil]]; f << 'x' << :y; f.print 'z'; f.printf('%02d', 7) }; File.read(F)", "\"1\\n2\\n\\nxyz07\"")]
    [TestCase("File.write(F, 'one'); File.open(F, 'a') { |f| f.write('two', 3) }; File.read(F)", "\"onetwo3\"")]
    [TestCase("File.write(F, \"l1\\nl2\\nl3\"); File.open(F) { |f| [f.gets, f.lineno, f.read(2), f.getc, f.pos, f.eof?, f.gets(nil), f.gets] }", "[\"l1\\n\", 1, \"l2\", \"\\n\", 6, false, \"l3\", nil]")]
    [TestCase("File.open(F, 'w+') { |f| f.write('hello'); f.rewind; [f.read, f.seek(-2, IO::SEEK_END), f.read] }", "[\"hello\", 0, \"lo\"]")]
    [TestCase("f = File.open(F, 'w'); f.close; f.write('x')", "IOError: closed stream")]
    [TestCase("File.write(F, ''); File.open(F).write('x')", "IOError: not opened for writing")]
    [TestCase("File.open(F, 'zz')", "ArgumentError: invalid access mode zz")]
    public void Reading_and_writing(string source, string expected) => Assert.That(Run(source), Is.EqualTo(expected));

    [TestCase("[File.basename('/a/b.rb', '.rb'), File.basename('/a/b.rb', '.*'), File.dirname('/a/b/c'), File.extname('x.tar.gz'), File.extname('.rc')]", "[\"b\", \"b\", \"/a/b\", \".gz\", \"\"]")]
    [TestCase("[File.join('a', '/b', 'c/', '/d', ['e']), File.expand_path('../x', '/a/b'), File.split('/a/b')]", "[\"a/b/c/d/e\", \"/a/x\", [\"/a\", \"b\"]]")]
    [TestCase("[File.fnmatch('*.rb', 'a.rb'), File.fnmatch('*', '.a'), File.fnmatch('**/*.rb', 'a/b/c.rb', File::FNM_PATHNAME), File.fnmatch('[a-c]?', 'bz')]", "[true, false, true, true]")]
    public void Names(string source, string expected) => Assert.That(Run(source), Is.EqualTo(expected));

    [TestCase("File.write(F, ''); Dir.mkdir(D + '/s'); File.write(D + '/s/c.rb', ''); Dir.chdir(D) { [Dir.glob('**/*').sort, Dir['*.{txt,rb}'], Dir.children('s')] }", "[[\"f.txt\", \"s\", \"s/c.rb\"], [\"f.txt\"], [\"c.rb\"]]")]
    [TestCase("File.write(F, 'x'); s = File.stat(F); [s.size, s.file?, s.directory?, File.file?(D), File.directory?(D), File.exist?(F + 'z')]", "[1, true, false, false, true, false]")]
    [TestCase("File.write(F, 'x'); File.symlink(F, D + '/l'); [File.symlink?(D + '/l'), File.readlink(D + '/l') == F, File.delete(D + '/l')]", "[true, true, 1]")]
    [TestCase("Dir.mkdir(D) rescue $!.class", "Errno::EEXIST")]
    public void Folders_and_status(string source, string expected) => Assert.That(Run(source), Is.EqualTo(expected));

    [TestCase("[`echo hi`, $?.success?, system('exit 3'), $?.exitstatus, system('no_such_program_x')]", "[\"hi\\n\", true, false, 3, nil]")]
    [TestCase("r, w = IO.pipe; w.puts 'p'; w.close; r.read", "\"p\\n\"")]
    [TestCase("ENV['FT_A'] = '1'; [ENV['FT_A'], ENV.key?('FT_A'), ENV.delete('FT_A'), ENV['FT_A'], ENV.fetch('FT_A', 2), `echo $FT_A`]", "[\"1\", true, \"1\", nil, 2, \"\\n\"]")]
    [TestCase("[Process.pid == $$, Process.clock_gettime(Process::CLOCK_MONOTONIC).class, Process.clock_gettime(Process::CLOCK_REALTIME, :second).class]", "[true, Float, Integer]")]
    [TestCase("class FtOut; attr_reader :s; def initialize = @s = +''; def write(*a) = a.each { |x| @s << x.to_s }; def puts(*a) = a.each { |x| write(x, \"\\n\") }; end; old = $stdout; $stdout = FtOut.new; puts 'c'; p 1; o = $stdout; $stdout = old; o.s", "\"c\\n1\\n\"")]
    public void Processes_and_streams(string source, string expected) => Assert.That(Run(source), Is.EqualTo(expected));

    private string Run(string source) => RubyMachine.Inspect($"Object.send(:remove_const, :D) if defined?(D); Object.send(:remove_const, :F) if defined?(F); D = '{_folder}'; F = D + '/f.txt'; {source}");
}
