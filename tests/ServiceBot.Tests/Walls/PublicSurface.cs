using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceBot.Tests.Walls;

/// <summary>Writes the public types and members of an assembly as lines of C#, each with its name on the wire.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>All types, by full name: the declaration and its members.</summary>
    public static Dictionary<string, SurfaceType> Of(Assembly assembly) => assembly.GetExportedTypes()
        .ToDictionary(type => $"{type.Namespace}.{NameOf(type)}", TypeLines);

    private static SurfaceType TypeLines(Type type)
    {
        if (type.IsEnum)
            return new(
                $"enum {type.Name}", [],
                [.. Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name))}")]);
        if (typeof(Delegate).IsAssignableFrom(type))
            return new($"delegate {NameOf(type)}", [], [MethodLine(type.GetMethod("Invoke")!, type)["virtual ".Length..]]);

        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var parents = type.GetInterfaces().Select(parent => TypeName(parent, null)).ToList();
        if (type.BaseType is { } parent && parent != typeof(object))
            parents.Add(TypeName(parent, null));
        return new($"{kind} {NameOf(type)}", parents, [.. Members(type)]);
    }

    private static IEnumerable<string> Members(Type type)
    {
        foreach (var constructor in type.GetConstructors(Declared & ~BindingFlags.Static))
            yield return $"{NameOf(type).Split('<')[0]}({Parameters(constructor)})";
        foreach (var field in type.GetFields(Declared))
            yield return $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}"
                + $"{TypeName(field.FieldType, new NullabilityInfoContext().Create(field))} {field.Name}";
        foreach (var @event in type.GetEvents(Declared))
            yield return $"event {TypeName(@event.EventHandlerType!, new NullabilityInfoContext().Create(@event))} {@event.Name}";
        foreach (var property in type.GetProperties(Declared))
            yield return PropertyLine(property);
        foreach (var method in type.GetMethods(Declared))
            if (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
                yield return MethodLine(method, type);
    }

    private static string PropertyLine(PropertyInfo property)
    {
        var getter = property.GetMethod!;
        var isInit = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        var setter = property.SetMethod is { IsPublic: true } ? isInit ? " init;" : " set;" : "";
        var wire = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
            ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
        var note = property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition switch
        {
            JsonIgnoreCondition.Always => "ignored",
            JsonIgnoreCondition.Never => wire + ", always written",
            _ => wire,
        };
        return $"{(property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "")}{Modifiers(getter)}"
            + $"{TypeName(property.PropertyType, new NullabilityInfoContext().Create(property))} {property.Name} "
            + $"{{ get;{setter} }} [{note}]";
    }

    private static string MethodLine(MethodInfo method, Type type)
    {
        var result = TypeName(method.ReturnType, new NullabilityInfoContext().Create(method.ReturnParameter));
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(g => g.Name))}>" : "";
        var name = method.Name switch
        {
            "op_Implicit" => $"implicit operator {result}",
            "op_Equality" => $"{result} operator ==",
            "op_Inequality" => $"{result} operator !=",
            "Invoke" when typeof(Delegate).IsAssignableFrom(type) => $"{result} {NameOf(type)}",
            var plain => $"{result} {plain}{generic}",
        };
        var extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return $"{(method.IsStatic ? "static " : Modifiers(method))}{name}({extension}{Parameters(method)})";
    }

    private static string Modifiers(MethodInfo method) => method switch
    {
        { DeclaringType.IsInterface: true } => "",
        { IsStatic: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true, IsFinal: false } => method.GetBaseDefinition() == method ? "virtual " : "override ",
        _ => "",
    };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
    {
        var type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        var info = new NullabilityInfoContext().Create(parameter);
        var text = $"{(parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{TypeName(type, info)} {parameter.Name}";
        return parameter.HasDefaultValue ? $"{text} = {Default(parameter)}" : text;
    }));

    private static string Default(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null or false => "default",
        true => "true",
        string text => $"\"{text}\"",
        var number => Convert.ToInt64(number) == 0 ? "default" : number.ToString()!,
    };

    private static string NameOf(Type type)
    {
        var name = type.Name.Split('`')[0];
        if (type.IsNested)
            name = $"{type.DeclaringType!.Name}.{name}";
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(a => a.Name))}>" : name;
    }

    [SuppressMessage("Style", "IDE0046", Justification = "One question after another reads better here")]
    private static string TypeName(Type type, NullabilityInfo? info)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (Nullable.GetUnderlyingType(type) is { } value)
            return TypeName(value, null) + "?";
        var mark = !type.IsValueType && info is { ReadState: NullabilityState.Nullable } ? "?" : "";
        if (type.IsArray)
            return $"{TypeName(type.GetElementType()!, info?.ElementType)}[]{mark}";
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword + mark;
        if (!type.IsGenericType)
            return (type.IsNested ? $"{type.DeclaringType!.Name}.{type.Name}" : type.Name) + mark;
        var arguments = type.GetGenericArguments()
            .Select((argument, i) => TypeName(argument, info?.GenericTypeArguments.ElementAtOrDefault(i)));
        return type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal)
            ? $"({string.Join(", ", arguments)})"
            : $"{type.Name.Split('`')[0]}<{string.Join(", ", arguments)}>{mark}";
    }

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool",
        [typeof(int)] = "int", [typeof(long)] = "long", [typeof(double)] = "double",
    };
}

/// <summary>One public type: its declaration, what it derives from, and its members as lines.</summary>
internal sealed record SurfaceType(string Declaration, IReadOnlyCollection<string> Parents, IReadOnlyCollection<string> Members);
