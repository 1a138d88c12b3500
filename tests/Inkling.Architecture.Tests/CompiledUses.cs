using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Inkling.Architecture.Tests;

/// <summary>
/// Reads from compiled code which types each type uses: in what it derives from, in its members' signatures
/// and attributes, and in its methods' bodies. A constant or an enum's value leaves no trace there.
/// </summary>
internal static class CompiledUses
{
    /// <summary>
    /// The types that a type and those within it use; a generic one and its arguments count alone.
    /// </summary>
    public static IEnumerable<TypeReference> Of(TypeDefinition type)
    {
        IEnumerable<TypeReference?> uses =
        [
            type.BaseType,
            .. type.Interfaces.Select(one => one.InterfaceType),
            .. Constraints(type),
            .. Attributes(type),
            .. type.Fields.SelectMany(field => (TypeReference[])[field.FieldType, .. Attributes(field)]),
            .. type.Properties.SelectMany(Attributes),
            .. type.Methods.SelectMany(OfMethod),
        ];
        return uses.OfType<TypeReference>().SelectMany(Parts).Concat(type.NestedTypes.SelectMany(Of));
    }

    /// <summary>The namespace of a type, or of the type around it.</summary>
    public static string NamespaceOf(TypeReference type) =>
        type.DeclaringType is { } outer ? NamespaceOf(outer) : type.Namespace;

    private static IEnumerable<TypeReference> OfMethod(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. Constraints(method),
        .. Attributes(method),
        .. method.HasBody ? OfBody(method.Body) : [],
    ];

    private static IEnumerable<TypeReference> OfBody(MethodBody body) =>
    [
        .. body.ExceptionHandlers.Select(handler => handler.CatchType).OfType<TypeReference>(),
        .. body.Instructions.SelectMany(instruction => (TypeReference[])(instruction.Operand switch
        {
            TypeReference type => [type],
            GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments],
            MemberReference { DeclaringType: { } type } => [type],
            _ => [],
        })),
    ];

    private static IEnumerable<TypeReference> Constraints(IGenericParameterProvider provider) =>
        provider.GenericParameters.SelectMany(one => one.Constraints).Select(one => one.ConstraintType);

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.Select(one => one.AttributeType);

    // List<Digit[]> is List<> and Digit.
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        GenericParameter => [],
        _ => [type],
    };
}
