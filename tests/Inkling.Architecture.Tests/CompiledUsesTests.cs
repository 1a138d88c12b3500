using Mono.Cecil;

namespace Inkling.Architecture.Tests;

/// <summary>What uses what is seen wherever it is written.</summary>
public sealed class CompiledUsesTests
{
    [Theory]
    [InlineData(typeof(Derived))]
    [InlineData(typeof(Signature))]
    [InlineData(typeof(Argument))]
    [InlineData(typeof(Body))]
    [InlineData(typeof(Lambda))]
    [InlineData(typeof(Caught))]
    [InlineData(typeof(Constrained<>))]
    [InlineData(typeof(Attributed))]
    public void A_use_is_seen(Type user)
    {
        using ModuleDefinition tests = ModuleDefinition.ReadModule(user.Assembly.Location);
        TypeDefinition type = tests.GetType(user.FullName!.Replace('+', '/'));
        Assert.Contains(CompiledUses.Of(type), used =>
            used.Name is nameof(Thing) or nameof(MarkAttribute)
            && CompiledUses.NamespaceOf(used) == user.Namespace);
    }

    private abstract class Thing : Exception
    {
        public static void Act()
        {
        }
    }

    [AttributeUsage(AttributeTargets.Class)]
    private sealed class MarkAttribute : Attribute;

    private abstract class Derived : Thing;

    private static class Signature
    {
        public static Thing[]? Value => null;
    }

    private static class Argument
    {
        public static object Value => new List<Thing[]>();
    }

    private static class Body
    {
        public static void Run() => Thing.Act();
    }

    private static class Lambda
    {
        public static Action Make(int count) => () =>
        {
            if (count > 0)
                Thing.Act();
        };
    }

    private static class Caught
    {
        public static void Run(Action act)
        {
            try
            {
                act();
            }
            catch (Thing)
            {
                // Only the type is of interest.
            }
        }
    }

    private abstract class Constrained<T>
        where T : Thing;

    [Mark]
    private static class Attributed;
}
